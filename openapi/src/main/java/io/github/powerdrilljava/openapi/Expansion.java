package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes out the schemas of bodies and parameters, and the fields of bodies, that are behind a
 * {@code $ref} or composed by allOf, so that a path through the contract finds them.
 */
final class Expansion {

  /** The old value of a key, and the new one, unless that is changed later. */
  private record Place(Map<String, Object> owner, String key, Object before, Object after) {}

  private final Map<String, Object> contract;
  private final List<Place> places = new ArrayList<>();

  Expansion(Map<String, Object> contract) {
    this.contract = contract;
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
    Map<String, Object> expanded = Schemas.flat(contract, before);
    if (!expanded.equals(before)) {
      owner.put(key, expanded);
      places.add(new Place(owner, key, before, Objects.requireNonNull(Document.copy(expanded))));
    }
  }

  /** Restores the old values, so that types stay shared. Inner places first. */
  void undoWhereNothingChanged() {
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      if (place.after.equals(place.owner.get(place.key))) {
        place.owner.put(place.key, place.before);
      }
    }
  }
}
