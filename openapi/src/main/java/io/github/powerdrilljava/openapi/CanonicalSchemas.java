package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes schemas as OpenAPI 3.0 does, for any version of the contract: every reference leads to a
 * component whose name needs no escaping.
 */
final class CanonicalSchemas {

  private static final String COMPONENTS = "#/components/schemas/";
  private static final String ODD = "[^A-Za-z0-9._-]";
  private static final List<String> ONE_SCHEMA =
      List.of(
          "items",
          "not",
          "additionalProperties",
          "contains",
          "propertyNames",
          "if",
          "then",
          "else");
  private static final List<String> MANY_SCHEMAS = List.of("allOf", "anyOf", "oneOf");
  private static final Set<String> DATA = Set.of("enum", "default", "example", "const", "examples");

  /** Fields beside a reference that do not affect validity. */
  private static final Set<String> NOTES = Set.of("summary", "title", "deprecated");

  private final References references;
  private final boolean siblingsCount;

  /** By pointer into the contract, the names that its schemas get. */
  private final Map<String, String> names = new TreeMap<>();

  private final Map<String, Object> components = new LinkedHashMap<>();

  /**
   * Starts with the named schemas of the contract.
   *
   * @param siblingsCount whether fields beside a {@code $ref} count, as from 3.1 on
   */
  CanonicalSchemas(References references, boolean siblingsCount, Map<String, Object> schemas) {
    this.references = references;
    this.siblingsCount = siblingsCount;
    schemas.keySet().stream()
        .sorted(
            (a, b) -> Boolean.compare(a.matches(".*" + ODD + ".*"), b.matches(".*" + ODD + ".*")))
        .forEach(name -> names.put(COMPONENTS + References.escape(name), free(plain(name))));
    schemas.forEach(
        (name, schema) ->
            components.put(
                Objects.requireNonNull(names.get(COMPONENTS + References.escape(name))),
                of(schema)));
  }

  /** All named schemas, including those that got a name because something refers to them. */
  Map<String, Object> components() {
    openLoops();
    return components;
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (Character.toString(c).matches(ODD)) {
                plain.append(c < 0x80 ? "_" : "u%04x".formatted(c));
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  private String free(String name) {
    String free = name;
    for (int i = 2; names.containsValue(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /** A schema in canonical form; its own copy. */
  Map<String, Object> of(@Nullable Object schema) {
    if (!(schema instanceof Map<?, ?> map)) {
      return Boolean.FALSE.equals(schema)
          ? new LinkedHashMap<>(Map.of("not", new LinkedHashMap<>()))
          : new LinkedHashMap<>();
    }
    return References.reference(map) == null ? plain(fields(map)) : referring(fields(map));
  }

  private Map<String, Object> referring(Map<String, Object> schema) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("$ref", COMPONENTS + name(Objects.requireNonNull(References.reference(schema))));
    Map<String, Object> siblings = new LinkedHashMap<>(schema);
    siblings.keySet().removeAll(Set.of("$ref", "$dynamicRef"));
    siblings.keySet().removeIf(key -> NOTES.contains(key) || key.startsWith("x-"));
    Object description = siblings.remove("description");
    if (siblingsCount && !siblings.isEmpty()) {
      Map<String, Object> both = plain(siblings);
      List<Object> all = new ArrayList<>(List.of(reference));
      if (both.get("allOf") instanceof List<?> others) {
        all.addAll(others);
      }
      both.put("allOf", all);
      putIfThere(both, "description", description);
      return both;
    }
    putIfThere(reference, "description", description);
    return reference;
  }

  /** The name of the target of a reference; gives it one if it has none. */
  private String name(String reference) {
    String pointer = references.pointer(reference);
    String name = names.get(pointer);
    if (name == null) {
      String last = References.unescape(pointer.substring(pointer.lastIndexOf('/') + 1));
      name = free(plain(last.isEmpty() ? "root" : last));
      names.put(pointer, name);
      components.put(name, Map.of()); // keeps its place while it may refer to itself
      components.put(name, of(references.follow(Map.of("$ref", reference))));
    }
    return name;
  }

  private Map<String, Object> plain(Map<String, Object> schema) {
    Map<String, Object> canonical = new LinkedHashMap<>();
    schema.forEach(
        (key, value) -> {
          if (ONE_SCHEMA.contains(key) && value != null) {
            canonical.put(key, isFreeAddition(key, value) ? value : of(value));
          } else if (MANY_SCHEMAS.contains(key)) {
            if (value instanceof List<?> list) {
              canonical.put(key, each(list, this::of));
            }
          } else if (key.equals("properties")) {
            if (value instanceof Map<?, ?> map) {
              Map<String, Object> properties = new LinkedHashMap<>();
              fields(map).forEach((name, property) -> properties.put(name, of(property)));
              canonical.put(key, properties);
            }
          } else if (value != null || DATA.contains(key)) {
            canonical.put(key, value);
          }
        });
    canonical
        .keySet()
        .removeAll(
            Set.of(
                "$defs", "definitions", "$anchor", "$dynamicAnchor", "$id", "$schema", "$comment"));
    Version31.rewrite(canonical);
    repair(canonical);
    return canonical;
  }

  private static boolean isFreeAddition(String key, Object value) {
    return key.equals("additionalProperties") && value instanceof Boolean;
  }

  /** Mends mistakes that parsers reject although their meaning is clear. */
  private static void repair(Map<String, Object> schema) {
    if (!(schema.get("type") instanceof String)) {
      schema.remove("type");
    }
    if ("array".equals(schema.get("type"))) {
      schema.putIfAbsent("items", new LinkedHashMap<>());
    }
    if (schema.get("required") instanceof List<?> required) {
      schema.put(
          "required", required.stream().filter(String.class::isInstance).distinct().toList());
    } else {
      schema.remove("required");
    }
    if (!(schema.getOrDefault("enum", List.of()) instanceof List<?> values) || values.isEmpty()) {
      schema.remove("enum");
    }
  }

  private static List<Object> each(List<?> list, UnaryOperator<Object> change) {
    List<Object> changed = new ArrayList<>();
    list.forEach(each -> changed.add(change.apply(each)));
    return changed;
  }

  private static void putIfThere(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /** A schema that contains itself through allOf gets each part on that way once. */
  private void openLoops() {
    for (String name : List.copyOf(components.keySet())) {
      if (reaches(name, name, new HashSet<>())) {
        components.put(name, withoutLoop(name, Set.of(name)));
      }
    }
  }

  private boolean reaches(String from, String name, Set<String> seen) {
    return parts(components.get(from)).stream()
        .map(CanonicalSchemas::target)
        .filter(Objects::nonNull)
        .anyMatch(next -> next.equals(name) || (seen.add(next) && reaches(next, name, seen)));
  }

  private Map<String, Object> withoutLoop(String name, Set<String> seen) {
    Map<String, Object> open =
        new LinkedHashMap<>(fields(Objects.requireNonNull(components.get(name))));
    List<Object> parts = new ArrayList<>();
    for (Object part : parts(open)) {
      String next = target(part);
      if (next == null || !reaches(next, next, new HashSet<>())) {
        parts.add(part);
      } else if (!seen.contains(next)) {
        Set<String> more = new HashSet<>(seen);
        more.add(next);
        parts.add(withoutLoop(next, more));
      }
    }
    open.remove("$ref");
    open.put("allOf", parts);
    return open;
  }

  private static @Nullable String target(Object part) {
    String reference = References.reference(part);
    return reference == null ? null : reference.substring(COMPONENTS.length());
  }

  private static List<?> parts(@Nullable Object schema) {
    return schema instanceof Map<?, ?> map && map.get("allOf") instanceof List<?> all
        ? all
        : List.of();
  }
}
