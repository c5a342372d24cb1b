package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values that a schema allows: the least and the most of it, and from the most on each edge of each
 * part of it by itself.
 */
final class Samples {

  /** How long a list is made at most. */
  private static final int MAX_ITEMS = 1000;

  private static final int MAX_DEPTH = 12;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The schemas that the value being made is inside of. */
  private final Deque<String> inside = new ArrayDeque<>();

  /**
   * A value.
   *
   * @param field what is special about it, such as {@code data.parts[].name}; empty for all of it
   * @param what in what
   * @param pointer the field's place in the contract
   * @param listed whether the contract allows it: not so for a value that a list does not name
   */
  record Sample(String field, String what, String pointer, JsonNode value, boolean listed) {

    String name() {
      return field.isEmpty() ? what : field + ": " + what;
    }

    private Sample in(String outer, JsonNode whole) {
      String joined = field.isEmpty() ? outer : outer + (field.startsWith("[") ? "" : ".") + field;
      return new Sample(joined, what, pointer, whole, listed);
    }
  }

  /** The plainest value, with what is required only. */
  JsonNode least(Schema schema) {
    return plain(schema, false);
  }

  /** A value with everything that may be there. */
  JsonNode most(Schema schema) {
    return plain(schema, true);
  }

  /** All samples, {@link #least} and {@link #most} first. */
  List<Sample> all(Schema schema) {
    List<Sample> samples = new ArrayList<>();
    for (Schema alternative : schema.alternatives()) {
      if (isOpen(alternative) && enter(alternative)) {
        add(alternative, samples);
        inside.pop();
      }
    }
    return samples;
  }

  private void add(Schema schema, List<Sample> samples) {
    switch (schema.type()) {
      case "object" -> addObjects(schema, samples);
      case "array" -> addLists(schema, samples);
      default -> {
        ScalarSamples.of(schema).forEach((what, value) -> samples.add(sample(schema, what, value)));
        ScalarSamples.unlisted(schema)
            .map(
                value ->
                    new Sample("", "a value that is not listed", schema.pointer(), value, false))
            .ifPresent(samples::add);
      }
    }
  }

  private static Sample sample(Schema schema, String what, JsonNode value) {
    return new Sample("", what, schema.pointer(), value, true);
  }

  private void addObjects(Schema schema, List<Sample> samples) {
    ObjectNode most = object(schema, true);
    samples.add(sample(schema, "what is required only", object(schema, false)));
    samples.add(sample(schema, "everything", most));
    ObjectNode nulls = most.deepCopy();
    for (String name : shown(schema)) {
      Schema property = schema.property(name);
      if (!most.has(name)) {
        continue; // it would hold itself
      }
      all(property).stream()
          .filter(each -> !each.value().equals(most.get(name)))
          .forEach(each -> samples.add(each.in(name, with(most, name, each.value()))));
      if (property.allowsNull()) {
        samples.add(
            new Sample(name, "null", property.pointer(), with(most, name, JSON.nullNode()), true));
        nulls.putNull(name);
      }
    }
    if (!nulls.equals(most)) {
      samples.add(sample(schema, "null wherever it is allowed", nulls));
    }
    if (schema.allowsUnknownProperties() && schema.additionalProperty().isEmpty()) {
      samples.add(
          sample(
              schema,
              "a field that is not declared",
              with(most, "not_declared_yet", JSON.objectNode().put("a", 1))));
    }
    schema
        .additionalProperty()
        .ifPresent(
            value ->
                samples.add(
                    sample(schema, "an entry of the map", with(most, "a key", most(value)))));
  }

  private void addLists(Schema schema, List<Sample> samples) {
    int most = mostItems(schema);
    int least = fewestItems(schema);
    samples.add(sample(schema, least == 0 ? "no item" : "the fewest items", list(schema, least)));
    if (most == 0) {
      return;
    }
    samples.add(sample(schema, "items", list(schema, Math.max(1, least))));
    samples.add(sample(schema, "the most items", list(schema, most)));
    if (least <= 1) {
      schema
          .items()
          .ifPresent(
              item ->
                  all(item)
                      .forEach(
                          each -> samples.add(each.in("[]", JSON.arrayNode().add(each.value())))));
    }
  }

  private static int fewestItems(Schema schema) {
    return bound(schema.atLeast("minItems").orElse(BigDecimal.ZERO));
  }

  /** One where there is no bound; no more than there are different ones, if they must differ. */
  private int mostItems(Schema schema) {
    int stated = bound(schema.atMost("maxItems").orElse(BigDecimal.ONE));
    int most = areUnique(schema) ? Math.min(stated, different(schema).size()) : stated;
    return Math.max(most, fewestItems(schema));
  }

  private static int bound(BigDecimal stated) {
    return stated.min(BigDecimal.valueOf(MAX_ITEMS)).intValue();
  }

  private JsonNode plain(Schema schema, boolean everything) {
    Schema first = schema.alternatives().get(0);
    boolean open = isOpen(first);
    if (!open && first.allowsNull()) {
      return JSON.nullNode();
    }
    if (!enter(first)) {
      return JSON.objectNode();
    }
    try {
      return switch (first.type()) {
        case "object" -> object(first, everything);
        case "array" -> {
          int least = fewestItems(first);
          yield list(
              first, everything && open && mostItems(first) > 0 ? Math.max(1, least) : least);
        }
        default -> ScalarSamples.of(first).values().iterator().next();
      };
    } finally {
      inside.pop();
    }
  }

  private ObjectNode object(Schema schema, boolean everything) {
    ObjectNode object = JSON.objectNode();
    Set<String> required = schema.required();
    for (String name : shown(schema)) {
      Schema property = schema.property(name);
      if (required.contains(name) || (everything && isOpen(property))) {
        object.set(name, plain(property, everything));
      }
    }
    return object;
  }

  /** What a request only may hold is not shown. */
  private static Set<String> shown(Schema schema) {
    return schema.properties().stream()
        .filter(name -> schema.property(name).stated("writeOnly").noneMatch(JsonNode::asBoolean))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private ArrayNode list(Schema schema, int length) {
    ArrayNode list = JSON.arrayNode();
    List<JsonNode> values = areUnique(schema) ? different(schema) : List.of();
    for (int i = 0; i < length; i++) {
      list.add(
          i < values.size()
              ? values.get(i)
              : schema.items().map(this::most).orElse(JSON.textNode("text")));
    }
    return list;
  }

  private static boolean areUnique(Schema schema) {
    return schema.stated("uniqueItems").anyMatch(JsonNode::asBoolean);
  }

  /** Items of a list, no two of them the same. */
  private List<JsonNode> different(Schema schema) {
    return all(schema.items().orElse(schema)).stream()
        .filter(Sample::listed)
        .map(Sample::value)
        .distinct()
        .toList();
  }

  private static ObjectNode with(ObjectNode object, String name, JsonNode value) {
    ObjectNode changed = object.deepCopy();
    changed.set(name, value);
    return changed;
  }

  /** Whether a value of the schema may begin here: not inside one of the same. */
  private boolean isOpen(Schema schema) {
    return schema.parts().stream().noneMatch(part -> inside.contains(part.toString()));
  }

  private boolean enter(Schema schema) {
    if (inside.size() >= MAX_DEPTH) {
      return false;
    }
    inside.push(schema.pointer());
    return true;
  }
}
