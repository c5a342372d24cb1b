package io.github.powerdrilljava.openapi.client;

import io.github.powerdrilljava.openapi.client.Schemas.Placed;
import io.github.powerdrilljava.openapi.client.Schemas.Whole;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the Java type of each schema, and the types that have to be generated for that. */
final class Types {

  private final Schemas schemas;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final Map<String, JavaType> aliases = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  Types(Schemas schemas) {
    this.schemas = schemas;
  }

  Schemas schemas() {
    return schemas;
  }

  Whole whole(Placed placed) {
    return schemas.whole(placed);
  }

  /** All types that are generated, with their names. */
  List<Definition> settle() {
    Claims<Definition> claims = Claims.ignoringCase();
    definitions.values().forEach(definition -> definition.claim(claims));
    claims.settle();
    return new ArrayList<>(definitions.values());
  }

  /** The type of a value, where it is not {@code null}. */
  JavaType of(Map<String, Object> schema, Place place) {
    Definition known = definitions.get(place.pointer());
    if (known != null) {
      return new JavaType.Named(known);
    }
    if (schema.get("$ref") instanceof String reference) {
      return ofComponent(reference);
    }
    Placed placed = new Placed(schema, pinned(schema, place));
    Map<String, Object> same = onlyPart(schema);
    if (same != null) {
      return of(same, placed.place());
    }
    return ofWhole(schemas.whole(placed), placed.place());
  }

  /** A component that is only another name for a type may mention itself. */
  private JavaType ofComponent(String reference) {
    Placed target = schemas.target(reference);
    Definition known = definitions.get(target.place().pointer());
    if (known != null) {
      return new JavaType.Named(known);
    }
    JavaType alias = aliases.get(reference);
    if (alias != null) {
      return alias;
    }
    if (!open.add(reference)) {
      return JavaType.Plain.ANY;
    }
    JavaType type = of(target.schema(), target.place());
    open.remove(reference);
    aliases.put(reference, type);
    return type;
  }

  private static Place pinned(Map<String, Object> schema, Place place) {
    String name = JavaNames.pinned(schema, "x-java-type");
    return name != null
        ? new Place(place.pointer(), name, name, Place.PINNED, place.sent(), place.received())
        : place;
  }

  /** The only part of a schema with a type, if everything else is documentation. */
  private static @Nullable Map<String, Object> onlyPart(Map<String, Object> schema) {
    if (JavaNames.pinned(schema, "x-java-type") != null
        || schema.containsKey("properties")
        || schema.containsKey("additionalProperties")
        || schema.containsKey("enum")) {
      return null;
    }
    List<?> all = Node.list(schema, "allOf");
    List<Map<String, Object>> one =
        Schemas.alternatives(schema).stream()
            .map(Node::map)
            .filter(part -> !Schemas.isNull(part))
            .toList();
    Map<String, Object> only =
        all.size() == 1 && one.isEmpty()
            ? Node.map(all.get(0))
            : all.isEmpty() && one.size() == 1 ? one.get(0) : null;
    return only != null && (Schemas.isTyped(only) || !schema.containsKey("type")) ? only : null;
  }

  private JavaType ofWhole(Whole whole, Place place) {
    Map<String, Object> schema = whole.stated();
    if (!whole.properties().isEmpty() || place.rank() == Place.PINNED) {
      return define(whole, place);
    }
    if (schema.containsKey("enum")) {
      JavaType values = valuesOf(schema);
      if (values != null) {
        return values.equals(JavaType.Plain.BOOLEAN)
            ? values
            : new JavaType.Named(define(new EnumType(place, schema, values)));
      }
    }
    if (Schemas.alternatives(schema).size() > 1) {
      return ofAlternatives(schema, place);
    }
    return ofType(schema, place);
  }

  private JavaType ofType(Map<String, Object> schema, Place place) {
    String type = Objects.requireNonNullElse(Node.text(schema, "type"), "");
    if (type.equals("array") || (type.isEmpty() && schema.containsKey("items"))) {
      Map<String, Object> items = Node.map(schema, "items");
      return new JavaType.ListOf(
          of(items, item(place, "items", "Item")), schemas.isNullable(items));
    }
    if (type.equals("object") || schema.get("additionalProperties") instanceof Map<?, ?>) {
      Map<String, Object> values = Node.map(schema, "additionalProperties");
      return new JavaType.MapOf(
          of(values, item(place, "additionalProperties", "Value")),
          values.isEmpty() || schemas.isNullable(values));
    }
    String format = Objects.requireNonNullElse(Node.text(schema, "format"), "");
    return JavaType.of(type, format);
  }

  /** The singular for an item of a list: a record of the records. */
  private static Place item(Place place, String step, String word) {
    String singular = Nouns.singularOfLast(place.inner());
    boolean named = place.rank() == Place.INNER && !singular.equals(place.inner());
    String name = named ? singular : place.inner() + word;
    return new Place(
        place.pointer() + "/" + step, name, name, Place.INNER, place.sent(), place.received());
  }

  /** The type of all values of an enum, or null where they are of several types. */
  private static @Nullable JavaType valuesOf(Map<String, Object> schema) {
    List<?> values = Node.list(schema, "enum").stream().filter(Objects::nonNull).toList();
    if (values.isEmpty()) {
      return null;
    }
    if (values.stream().allMatch(String.class::isInstance)) {
      return Set.of("integer", "number", "boolean").contains(String.valueOf(schema.get("type")))
          ? null
          : JavaType.Plain.STRING;
    }
    if (values.stream().allMatch(Boolean.class::isInstance)) {
      return JavaType.Plain.BOOLEAN;
    }
    if (!values.stream().allMatch(Number.class::isInstance)
        || "string".equals(schema.get("type"))) {
      return null;
    }
    return !"number".equals(schema.get("type")) && values.stream().allMatch(Types::isLong)
        ? JavaType.Plain.LONG
        : JavaType.Plain.DECIMAL;
  }

  private static boolean isLong(Object number) {
    try {
      new BigDecimal(number.toString()).longValueExact();
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private JavaType ofAlternatives(Map<String, Object> schema, Place place) {
    Set<JavaType> types = new LinkedHashSet<>();
    UnionType union = new UnionType(place, schema);
    definitions.put(place.pointer(), union);
    int index = 1;
    for (Map<String, Object> part : Schemas.inOrder(Schemas.alternatives(schema))) {
      if (!Schemas.isNull(part)) {
        String name = place.inner() + "Option" + index++;
        types.add(
            of(
                part,
                new Place(
                    place.pointer() + "/" + name,
                    name,
                    name,
                    Place.INNER,
                    place.sent(),
                    place.received())));
      }
    }
    types.remove(new JavaType.Named(union));
    if (types.size() == 1 || types.contains(JavaType.Plain.ANY)) {
      definitions.remove(place.pointer());
      return types.contains(JavaType.Plain.ANY) ? ofType(schema, place) : types.iterator().next();
    }
    union.addAll(types);
    return new JavaType.Named(union);
  }

  private JavaType define(Whole whole, Place place) {
    ObjectType type = new ObjectType(place, whole.stated());
    define(type);
    whole
        .properties()
        .forEach(
            (name, property) -> {
              boolean required = whole.required().contains(name);
              Map<String, Object> schema = property.schema();
              boolean oneWay =
                  (place.sent() && Node.isTrue(schema, "readOnly"))
                      || (place.received() && Node.isTrue(schema, "writeOnly"));
              type.add(
                  new ObjectType.Field(
                      name,
                      of(schema, property.place()),
                      !required || oneWay || schemas.isNullable(schema),
                      schema));
            });
    Object others = whole.stated().get("additionalProperties");
    if (Boolean.TRUE.equals(others) || others instanceof Map<?, ?>) {
      Place inside = place.inside("additionalProperties", "Value");
      type.keepOthers(of(Node.map(others), inside));
    }
    return new JavaType.Named(type);
  }

  private Definition define(Definition definition) {
    definitions.put(definition.place().pointer(), definition);
    return definition;
  }
}
