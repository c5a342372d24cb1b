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

/**
 * The schemas of bodies and parameters and the fields of those bodies, written out where they are
 * behind a {@code $ref} or put together by allOf, so that a path through the contract finds them.
 */
final class Expansion {

  private static final Set<String> PLAIN_PARTS =
      Set.of("type", "properties", "required", "description", "title", "example");

  /** What stood at a key, and what stands there now, unless that is changed later. */
  private record Place(Map<String, Object> owner, String key, Object before, Object after) {}

  private final References references;
  private final List<Place> places = new ArrayList<>();

  Expansion(Map<String, Object> contract) {
    this.references = new References(contract);
    for (Object path : fields(contract.getOrDefault("paths", Map.of())).values()) {
      fields(path).values().stream().filter(Map.class::isInstance).forEach(this::operation);
    }
  }

  private void operation(Object operation) {
    Object parameters = fields(operation).get("parameters");
    if (parameters instanceof List<?> list) {
      list.forEach(parameter -> expand(fields(parameter), "schema"));
    }
    body(fields(operation).get("requestBody"));
    if (fields(operation).get("responses") instanceof Map<?, ?> responses) {
      responses.values().forEach(this::body);
    }
  }

  private void body(@Nullable Object owner) {
    if (owner instanceof Map<?, ?> map && map.get("content") instanceof Map<?, ?> content) {
      for (Object media : content.values()) {
        expand(fields(media), "schema");
        if (fields(media).get("schema") instanceof Map<?, ?> schema
            && schema.get("properties") instanceof Map<?, ?> properties) {
          List.copyOf(fields(properties).keySet())
              .forEach(name -> expand(fields(properties), name));
        }
      }
    }
  }

  private void expand(Map<String, Object> owner, String key) {
    Object before = owner.get(key);
    if (before == null) {
      return;
    }
    Map<String, Object> expanded = whole(before);
    if (!expanded.equals(before)) {
      owner.put(key, expanded);
      places.add(new Place(owner, key, before, Objects.requireNonNull(Document.copy(expanded))));
    }
  }

  /** A copy of a schema, without references and allOf at its own level. */
  private Map<String, Object> whole(Object schema) {
    Map<String, Object> whole =
        fields(Objects.requireNonNull(Document.copy(references.follow(schema))));
    if (whole.get("allOf") instanceof List<?> parts) {
      List<Map<String, Object>> all = new ArrayList<>(List.of(whole));
      parts.forEach(part -> all.add(whole(part)));
      Map<String, Object> together = together(all);
      return together == null ? whole : together;
    }
    return whole;
  }

  /** One object with the fields of all, or null if that would say something else. */
  private static @Nullable Map<String, Object> together(List<Map<String, Object>> parts) {
    Map<String, Object> together = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    Set<Object> required = new LinkedHashSet<>();
    for (Map<String, Object> part : parts) {
      Set<String> keys = new LinkedHashSet<>(part.keySet());
      keys.remove("allOf");
      if (!PLAIN_PARTS.containsAll(keys)) {
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

  /** Puts back what stood there, so that types stay shared. Inner places first. */
  void undoWhereNothingChanged() {
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      if (place.after.equals(place.owner.get(place.key))) {
        place.owner.put(place.key, place.before);
      }
    }
  }
}
