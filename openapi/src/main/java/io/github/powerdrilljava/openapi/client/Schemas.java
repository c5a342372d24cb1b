package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schemas of a contract, each merged from all its parts. */
final class Schemas {

  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, Object> components;
  private final Set<String> sent;
  private final Set<String> received;

  Schemas(Map<String, Object> contract, Object inRequests, Object inResponses) {
    components = Node.map(Node.map(contract, "components"), "schemas");
    sent = reachable(inRequests);
    received = reachable(inResponses);
  }

  /** A schema and its place. */
  record Placed(Map<String, Object> schema, Place place) {}

  /**
   * A schema, merged from all its parts.
   *
   * @param stated its fields but {@code allOf}
   * @param properties each where it was declared, so that an inherited one has one type
   */
  record Whole(Map<String, Object> stated, Map<String, Placed> properties, Set<String> required) {}

  private Set<String> reachable(Object roots) {
    Set<String> found = new HashSet<>();
    List<Object> open = new ArrayList<>(List.of(roots));
    while (!open.isEmpty()) {
      Object node = open.remove(open.size() - 1);
      if (node instanceof Map<?, ?> map) {
        if (map.get("$ref") instanceof String reference && found.add(name(reference))) {
          open.add(Node.map(components, name(reference)));
        }
        map.values().forEach(value -> add(open, value));
      } else if (node instanceof List<?> list) {
        list.forEach(value -> add(open, value));
      }
    }
    return found;
  }

  private static void add(List<Object> open, @Nullable Object value) {
    if (value != null) {
      open.add(value);
    }
  }

  private static String name(String reference) {
    return reference.startsWith(REFERENCE) ? reference.substring(REFERENCE.length()) : reference;
  }

  /** The target of a reference. */
  Placed target(String reference) {
    String name = name(reference);
    String java = JavaNames.type(name);
    Place place =
        new Place(
            REFERENCE + name,
            java,
            java,
            Place.COMPONENT,
            sent.contains(name),
            received.contains(name));
    return new Placed(Node.map(components, name), place);
  }

  /** Whether {@code null} may stand for a value. */
  boolean isNullable(Map<String, Object> schema) {
    return isNullable(schema, new HashSet<>());
  }

  private boolean isNullable(Map<String, Object> schema, Set<String> seen) {
    if (schema.get("$ref") instanceof String reference) {
      return seen.add(reference) && isNullable(target(reference).schema(), seen);
    }
    if (Node.isTrue(schema, "nullable") || "null".equals(schema.get("type"))) {
      return true;
    }
    List<?> parts = Node.list(schema, "allOf");
    boolean all = !schema.containsKey("type") && !parts.isEmpty();
    return (all && parts.stream().allMatch(part -> isNullable(Node.map(part), new HashSet<>(seen))))
        || alternatives(schema).stream()
            .anyMatch(
                part -> isNull(Node.map(part)) || isNullable(Node.map(part), new HashSet<>(seen)));
  }

  /** Whether a schema holds for {@code null} only. */
  static boolean isNull(Map<String, Object> schema) {
    List<?> values = Node.list(schema, "enum");
    return "null".equals(schema.get("type"))
        || (schema.containsKey("enum") && values.stream().allMatch(value -> value == null));
  }

  /** The alternatives of a schema. */
  static List<?> alternatives(Map<String, Object> schema) {
    List<?> one = Node.list(schema, "oneOf");
    return one.isEmpty() ? Node.list(schema, "anyOf") : one;
  }

  /** Merges a schema and its parts. */
  Whole whole(Placed placed) {
    Whole whole = new Whole(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    add(placed, whole, new HashSet<>(), true);
    if (!whole.properties.isEmpty()) {
      addAlternatives(placed.place, whole, new HashSet<>());
    }
    return whole;
  }

  private void add(Placed placed, Whole whole, Set<String> seen, boolean all) {
    Map<String, Object> schema = placed.schema;
    if (schema.get("$ref") instanceof String reference) {
      if (seen.add(reference)) {
        add(target(reference), whole, seen, all);
      }
      return;
    }
    int index = 0;
    for (Map<String, Object> part : inOrder(Node.list(schema, "allOf"))) {
      add(new Placed(part, numbered(placed.place, "allOf", index++)), whole, seen, all);
    }
    schema.forEach(
        (key, value) -> {
          if (!Set.of("allOf", "properties", "required", "nullable", "x-java-type").contains(key)) {
            whole.stated.put(key, value);
          }
        });
    Node.map(schema, "properties")
        .forEach((name, property) -> addProperty(placed.place, name, property, whole, all));
    if (all) {
      Node.list(schema, "required").forEach(name -> whole.required.add(String.valueOf(name)));
    }
  }

  private static void addProperty(
      Place place, String name, @Nullable Object schema, Whole whole, boolean all) {
    Place inside = place.inside("properties/" + name, name);
    if (all || !whole.properties.containsKey(name)) {
      Placed before = whole.properties.get(name);
      Map<String, Object> stated = Node.map(schema);
      if (before != null && !isTyped(stated)) {
        Map<String, Object> both = new LinkedHashMap<>(before.schema);
        both.putAll(stated);
        whole.properties.put(name, new Placed(both, before.place));
      } else {
        whole.properties.put(name, new Placed(stated, inside));
      }
    }
  }

  /** Whether a schema alone determines the type of a value. */
  static boolean isTyped(Map<String, Object> schema) {
    return schema.containsKey("type")
        || schema.containsKey("$ref")
        || schema.containsKey("allOf")
        || schema.containsKey("properties")
        || !alternatives(schema).isEmpty();
  }

  /** Beside properties, alternatives add properties that may be missing. */
  private void addAlternatives(Place place, Whole whole, Set<String> seen) {
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.addAll(inOrder(Node.list(whole.stated, "oneOf")));
    parts.addAll(inOrder(Node.list(whole.stated, "anyOf")));
    Map<String, Placed> added = new LinkedHashMap<>();
    int index = 0;
    for (Map<String, Object> part : parts) {
      Whole other = new Whole(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
      add(new Placed(part, numbered(place, "alternatives", index++)), other, seen, false);
      other.properties.forEach((name, property) -> added.merge(name, property, Schemas::either));
    }
    added.forEach(whole.properties::putIfAbsent);
  }

  /** The intersection of both. */
  private static Placed either(Placed one, Placed other) {
    if (sorted(one.schema).equals(sorted(other.schema))) {
      return one;
    }
    Object type = one.schema.get("type");
    return type != null
            && !Set.of("object", "array").contains(type)
            && type.equals(other.schema.get("type"))
        ? new Placed(Map.of("type", type), one.place)
        : new Placed(Map.of(), one.place);
  }

  private static Place numbered(Place place, String step, int index) {
    return new Place(
        place.pointer() + "/" + step + "/" + index,
        place.inner(),
        place.inner(),
        Place.INNER,
        place.sent(),
        place.received());
  }

  /** The parts of a list, in an order that does not depend on theirs: references first. */
  static List<Map<String, Object>> inOrder(List<?> parts) {
    TreeMap<String, Map<String, Object>> sorted = new TreeMap<>();
    for (Object part : parts) {
      Map<String, Object> schema = Node.map(part);
      sorted.put((schema.containsKey("$ref") ? "0" : "1") + sorted(part), schema);
    }
    return new ArrayList<>(sorted.values());
  }

  /** A text for a node that does not depend on the order in it. */
  static String sorted(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      TreeMap<String, String> fields = new TreeMap<>();
      map.forEach((key, value) -> fields.put(String.valueOf(key), sorted(value)));
      return fields.toString();
    }
    return node instanceof List<?> list
        ? list.stream().map(Schemas::sorted).sorted().toList().toString()
        : String.valueOf(node);
  }
}
