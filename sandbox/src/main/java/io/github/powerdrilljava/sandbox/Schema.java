package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A schema with all that holds for the same value: what its {@code $ref} and {@code allOf} lead to,
 * and one alternative of each {@code oneOf} and {@code anyOf}.
 *
 * @param parts all of which hold, the schema itself first
 * @param chosen the lists of alternatives of which one is among the parts
 */
record Schema(List<Clause> parts, Set<Clause> chosen) {

  private static final int MAX_ALTERNATIVES = 32;

  private static final Schema ANYTHING =
      new Schema(List.of(new Clause(JsonNodeFactory.instance.objectNode())), Set.of());

  /** The schema at a place in a contract. */
  static Schema of(Clause place) {
    Set<Clause> parts = new LinkedHashSet<>();
    expand(place, parts);
    return new Schema(List.copyOf(parts), Set.of());
  }

  private static void expand(Clause place, Set<Clause> parts) {
    Clause resolved = place.resolved();
    if (resolved.node().has("$ref") && !resolved.equals(place)) {
      expand(resolved, parts);
    } else if (parts.add(resolved)) {
      resolved.at("allOf").children().forEach(part -> expand(part, parts));
    }
  }

  /** The same, with something more that holds. */
  Schema and(ObjectNode more) {
    return new Schema(Stream.concat(parts.stream(), Stream.of(new Clause(more))).toList(), chosen);
  }

  /** Where it stands in the contract. */
  String pointer() {
    return parts.get(0).toString();
  }

  /** One schema for each choice among {@code oneOf} and {@code anyOf}; itself if there is none. */
  List<Schema> alternatives() {
    List<Schema> found = new ArrayList<>();
    choose(found);
    return found;
  }

  private void choose(List<Schema> found) {
    Optional<Clause> open =
        parts.stream().flatMap(Schema::choices).filter(this::isOpen).findFirst();
    if (open.isEmpty()) {
      found.add(this);
      return;
    }
    for (Clause alternative : open.get().children()) {
      if (found.size() < MAX_ALTERNATIVES) {
        Set<Clause> more = new LinkedHashSet<>(parts);
        expand(alternative, more);
        discriminator(open.get().parent().node(), alternative)
            .ifPresent(value -> more.add(new Clause(value)));
        Set<Clause> nowChosen = new LinkedHashSet<>(chosen);
        nowChosen.add(open.get());
        new Schema(List.copyOf(more), nowChosen).choose(found);
      }
    }
  }

  private static Stream<Clause> choices(Clause part) {
    return Stream.of(part.at("oneOf"), part.at("anyOf"));
  }

  private boolean isOpen(Clause choice) {
    return !chosen.contains(choice) && !choice.children().isEmpty();
  }

  /** What an alternative's discriminating property must be. */
  private static Optional<ObjectNode> discriminator(JsonNode schema, Clause alternative) {
    String property = schema.path("discriminator").path("propertyName").asText();
    String ref = alternative.node().path("$ref").asText();
    if (property.isEmpty() || ref.isEmpty()) {
      return Optional.empty();
    }
    String name = ref.substring(ref.lastIndexOf('/') + 1);
    String value =
        schema.path("discriminator").path("mapping").properties().stream()
            .filter(entry -> Set.of(ref, name).contains(entry.getValue().asText()))
            .map(entry -> entry.getKey())
            .findFirst()
            .orElse(name);
    return Optional.of(oneOf(property, value));
  }

  private static ObjectNode oneOf(String property, String value) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putObject("properties").putObject(property).putArray("enum").add(value);
    schema.putArray("required").add(property);
    return schema;
  }

  /** What is stated by a keyword, wherever it is. */
  Stream<JsonNode> stated(String keyword) {
    return parts.stream()
        .map(part -> part.node().path(keyword))
        .filter(node -> !node.isMissingNode());
  }

  boolean states(String keyword) {
    return stated(keyword).findAny().isPresent();
  }

  String text(String keyword) {
    return stated(keyword).map(JsonNode::asText).findFirst().orElse("");
  }

  /** As stated, or as other keywords show it; empty if any type will do. */
  String type() {
    if (states("type")) {
      return text("type");
    }
    return states("properties") || states("additionalProperties")
        ? "object"
        : states("items") ? "array" : "";
  }

  boolean allowsNull() {
    return stated("nullable").anyMatch(JsonNode::asBoolean)
        && parts.stream()
            .allMatch(p -> !p.node().has("type") || p.node().path("nullable").asBoolean())
        && (!states("enum") || allowed().stream().anyMatch(JsonNode::isNull));
  }

  /** The values that are listed in every list, and in none of those that are not to be. */
  List<JsonNode> allowed() {
    List<JsonNode> values = new ArrayList<>();
    stated("enum").findFirst().ifPresent(list -> list.forEach(values::add));
    values.removeIf(value -> stated("enum").anyMatch(list -> !contains(list, value)));
    values.removeIf(this::isExcluded);
    values.removeIf(value -> !isOfType(value));
    return values;
  }

  private boolean isOfType(JsonNode value) {
    return value.isNull()
        || switch (type()) {
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          default -> true;
        };
  }

  boolean isExcluded(JsonNode value) {
    return stated("not").anyMatch(not -> contains(not.path("enum"), value));
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) {
      if (each.equals(value)
          || (each.isNumber()
              && value.isNumber()
              && each.decimalValue().compareTo(value.decimalValue()) == 0)) {
        return true;
      }
    }
    return false;
  }

  /** The highest of the lower bounds that are stated. */
  Optional<BigDecimal> atLeast(String keyword) {
    return stated(keyword)
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .max(BigDecimal::compareTo);
  }

  /** The lowest of the upper bounds that are stated. */
  Optional<BigDecimal> atMost(String keyword) {
    return stated(keyword)
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .min(BigDecimal::compareTo);
  }

  Set<String> properties() {
    Set<String> names = new LinkedHashSet<>();
    stated("properties").forEach(all -> all.fieldNames().forEachRemaining(names::add));
    names.addAll(required());
    return names;
  }

  Set<String> required() {
    Set<String> names = new LinkedHashSet<>();
    stated("required").forEach(all -> all.forEach(name -> names.add(name.asText())));
    return names;
  }

  boolean allowsUnknownProperties() {
    return stated("additionalProperties")
        .noneMatch(value -> value.isBoolean() && !value.asBoolean());
  }

  /** What holds for a property; for one that is not declared, what holds for all such. */
  Schema property(String name) {
    return joined("properties", name).or(this::additionalProperty).orElse(ANYTHING);
  }

  Optional<Schema> additionalProperty() {
    return joined("additionalProperties");
  }

  Optional<Schema> items() {
    return joined("items");
  }

  private Optional<Schema> joined(String... steps) {
    Set<Clause> joined = new LinkedHashSet<>();
    for (Clause part : parts) {
      Clause found = part.at(steps);
      if (found.node().isObject()) {
        expand(found, joined);
      }
    }
    return joined.isEmpty()
        ? Optional.empty()
        : Optional.of(new Schema(List.copyOf(joined), Set.of()));
  }
}
