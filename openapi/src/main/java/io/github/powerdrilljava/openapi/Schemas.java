package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves the schemas of a contract in canonical form. */
public final class Schemas {

  private static final Set<String> PLAIN_PARTS =
      Set.of("type", "properties", "required", "description", "title", "example", "externalDocs");

  /** Keywords that are true of any object. */
  private static final Map<String, Object> SAYING_NOTHING =
      Map.of(
          "additionalProperties", true,
          "deprecated", false,
          "minProperties", 0L,
          "nullable", false,
          "readOnly", false,
          "writeOnly", false);

  private Schemas() {}

  /**
   * A copy of a schema with its reference followed, and with allOf merged to one object where that
   * means the same. Inner schemas stay as they are.
   */
  public static Map<String, Object> flat(Map<String, Object> contract, Object schema) {
    Map<String, Object> flat = fields(Objects.requireNonNull(Document.copy(schema)));
    while (flat.remove("$ref") instanceof String reference) {
      Object target = References.at(contract, reference);
      fields(Objects.requireNonNull(Document.copy(target))).forEach(flat::putIfAbsent);
    }
    if (flat.get("allOf") instanceof List<?> parts) {
      List<Map<String, Object>> all = new ArrayList<>(List.of(flat));
      parts.forEach(part -> all.add(flat(contract, part)));
      Map<String, Object> together = together(all);
      return together == null ? flat : together;
    }
    return flat;
  }

  /** One object with the fields of all, or null if that would mean something else. */
  private static @Nullable Map<String, Object> together(List<Map<String, Object>> parts) {
    Map<String, Object> together = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    Set<Object> required = new LinkedHashSet<>();
    for (Map<String, Object> part : parts) {
      Map<String, Object> said = new LinkedHashMap<>(part);
      said.remove("allOf");
      said.entrySet().removeAll(SAYING_NOTHING.entrySet());
      said.keySet().removeIf(key -> key.startsWith("x-") || PLAIN_PARTS.contains(key));
      if (!said.isEmpty() || !part.getOrDefault("type", "object").equals("object")) {
        return null;
      }
      part.forEach(together::putIfAbsent);
      for (Map.Entry<String, Object> property :
          fields(part.getOrDefault("properties", Map.of())).entrySet()) {
        Object other = properties.putIfAbsent(property.getKey(), property.getValue());
        if (other != null && !other.equals(property.getValue())) {
          return null;
        }
      }
      required.addAll((List<?>) part.getOrDefault("required", List.of()));
    }
    together.remove("allOf");
    together.put("properties", properties);
    together.remove("required");
    if (!required.isEmpty()) {
      together.put("required", new ArrayList<>(required));
    }
    return together;
  }
}
