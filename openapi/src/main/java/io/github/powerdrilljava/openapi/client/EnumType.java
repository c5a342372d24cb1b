package io.github.powerdrilljava.openapi.client;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A type with known values, which holds any other value, too. */
final class EnumType extends Definition {

  private final JavaType values;
  private final Map<Object, String> known = new LinkedHashMap<>();

  /**
   * Prepares it.
   *
   * @param values the type of each value
   */
  EnumType(Place place, Map<String, Object> schema, JavaType values) {
    super(place, schema);
    this.values = values;
    for (Object value : Node.list(schema, "enum")) {
      if (value != null) {
        known.putIfAbsent(value, literal(value));
      }
    }
  }

  private String literal(Object value) {
    if (values.equals(JavaType.Plain.STRING)) {
      return JavaText.literal(value.toString());
    }
    return values.equals(JavaType.Plain.LONG)
        ? new BigDecimal(value.toString()).longValueExact() + "L"
        : "new java.math.BigDecimal(" + JavaText.literal(value.toString()) + ")";
  }

  @Override
  String subject() {
    return "One of several values, or one that the contract does not list.";
  }

  @Override
  void fill(Map<String, Object> map, List<String> doc) {
    Claims<Object> names = Claims.exact();
    known
        .keySet()
        .forEach(value -> names.add(value, JavaNames.constant(value.toString()), 0, value + ""));
    names.settle();
    map.put("enum", true);
    map.put("type", values.code());
    map.put(
        "constants",
        known.entrySet().stream()
            .map(entry -> Node.of("constant", names.of(entry.getKey()), "value", entry.getValue()))
            .toList());
  }
}
