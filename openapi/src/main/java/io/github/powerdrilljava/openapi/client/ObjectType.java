package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type with fields: a record, or a class if it has too many fields for a record. */
final class ObjectType extends Definition {

  /** The JVM passes 255 arguments, of which reflection needs some for itself. */
  private static final int MOST_COMPONENTS = 250;

  /**
   * A field.
   *
   * @param json its name in JSON
   * @param nullable whether it may be missing or null
   */
  record Field(String json, JavaType type, boolean nullable, Map<String, Object> schema) {}

  private final List<Field> fields = new ArrayList<>();
  private @Nullable JavaType others;

  ObjectType(Place place, Map<String, Object> schema) {
    super(place, schema);
  }

  void add(Field field) {
    fields.add(field);
  }

  /** Also keeps unknown fields. */
  void keepOthers(JavaType type) {
    others = type;
  }

  @Override
  String subject() {
    return "An object of the contract.";
  }

  @Override
  void fill(Map<String, Object> map, List<String> doc) {
    fields.sort(Comparator.comparing(Field::json)); // whatever is required
    Claims<Object> names = Claims.exact();
    fields.forEach(field -> claim(names, field, field.json(), field.schema(), 0));
    names.add(map, "additionalProperties", Integer.MAX_VALUE, "");
    names.settle();
    List<Map<String, Object>> told = new ArrayList<>();
    boolean first = true;
    for (Field field : fields) {
      String name = names.of(field);
      told.add(
          Node.of(
              "field", name,
              "json", JavaText.literal(field.json()),
              "type", field.type().code(),
              "nullableType", field.type().nullable(),
              "declaredType", field.type().code(field.nullable()),
              "expression", field.type().expression(),
              "required", !field.nullable(),
              "missing", JavaText.literal(name + " is required")));
      List<String> tag =
          Docs.tag(
              "@param " + name,
              Docs.description(field.schema()),
              Node.isTrue(field.schema(), "deprecated"));
      if (first && !tag.isEmpty()) {
        doc.addAll(doc.isEmpty() ? List.of(subject(), "") : List.of(""));
        first = false;
      }
      doc.addAll(tag);
    }
    boolean large = fields.size() + (others == null ? 0 : 1) > MOST_COMPONENTS;
    map.put("record", !large);
    map.put("class", large);
    map.put("adapter", large || others != null);
    map.put("fields", Node.withLast(told));
    if (others != null && !told.isEmpty()) {
      told.get(told.size() - 1).put("last", false);
    }
    map.put("others", others == null ? false : others(names.of(map), others));
  }

  private Map<String, Object> others(String name, JavaType values) {
    JavaType all = new JavaType.MapOf(values, values.equals(JavaType.Plain.ANY));
    return Node.of(
        "field", name,
        "type", all.nullable(),
        "plainType", all.code(),
        "valueType", values.code(),
        "expression", values.expression());
  }

  /**
   * Claims the name of a field or a parameter: a pinned one first, and snake case, which this API
   * is written in, before other spellings.
   */
  static void claim(
      Claims<Object> names, Object key, String raw, Map<String, Object> owner, int rank) {
    String pinned = JavaNames.pinned(owner, "x-java-name");
    if (pinned != null) {
      names.add(key, pinned, -1, raw);
      return;
    }
    String name = JavaNames.member(raw);
    boolean snake = raw.matches("[a-z0-9]+(_[a-z0-9]+)*");
    names.add(key, name, rank + (snake ? 0 : raw.equals(name) ? 1 : 2), raw);
  }
}
