package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The part of a contract that concerns the requests and responses of some operations, everything at
 * its place in the whole contract. So nothing odd in the rest can disturb a validator.
 */
final class ContractExcerpt {

  /** Keywords whose fields have names of the vendor's choice. */
  private static final Set<String> NAMED =
      Set.of("properties", "content", "headers", "responses", "schemas", "securitySchemes");

  /** Keywords whose values are data, not keywords. */
  private static final Set<String> DATA = Set.of("default", "enum", "required", "mapping");

  /** Keywords that restrict neither a request nor a response. */
  private static final Set<String> UNUSED =
      Set.of(
          "callbacks",
          "description",
          "example",
          "examples",
          "externalDocs",
          "links",
          "operationId",
          "servers",
          "summary",
          "tags",
          "title",
          "xml");

  private static final Set<String> COUNTS = Set.of("maxLength", "maxItems", "maxProperties");

  private static final Set<String> BOUNDS = Set.of("maximum", "minimum");

  private static final String SCHEMA_PREFIX = "#/components/schemas/";

  private final JsonNode contract;
  private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();
  private final Deque<String> wanted = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();

  private ContractExcerpt(JsonNode contract) {
    this.contract = contract;
  }

  /** A contract that has these operations only. */
  static ObjectNode of(JsonNode contract, Collection<ContractOperation> operations) {
    ObjectNode excerpt = JsonNodeFactory.instance.objectNode();
    excerpt.put("openapi", "3.0.3").putObject("info").put("title", "").put("version", "");
    ObjectNode paths = excerpt.putObject("paths");
    if (!operations.isEmpty()) {
      ContractExcerpt part = new ContractExcerpt(contract);
      operations.forEach(operation -> part.addPath(operation, paths));
      part.addComponents(excerpt.putObject("components"));
    }
    return excerpt;
  }

  private void addPath(ContractOperation known, ObjectNode paths) {
    String method = known.method().toLowerCase(Locale.ROOT);
    JsonNode whole = contract.path("paths").path(known.template()).path(method);
    ObjectNode operation = (ObjectNode) reduced(whole);
    operation.set("security", security(whole, securitySchemes()));
    paths.withObjectProperty(known.template()).set(method, operation);
  }

  private void addComponents(ObjectNode components) {
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      schemas.set(name, reduced(contract.path("components").path("schemas").path(name)));
    }
    components.set("schemas", schemas);
    if (securitySchemes().isObject()) {
      components.set("securitySchemes", reduced(securitySchemes(), true));
    }
  }

  private JsonNode securitySchemes() {
    return contract.path("components").path("securitySchemes");
  }

  /** The schemes that the operation requires; one that is defined nowhere cannot be checked. */
  private ArrayNode security(JsonNode operation, JsonNode schemes) {
    ArrayNode known = JsonNodeFactory.instance.arrayNode();
    JsonNode stated = operation.has("security") ? operation : contract;
    for (JsonNode requirement : stated.path("security")) {
      ObjectNode kept = known.addObject();
      requirement.properties().stream()
          .filter(scheme -> schemes.has(scheme.getKey()))
          .forEach(scheme -> kept.set(scheme.getKey(), scheme.getValue()));
    }
    return known;
  }

  private JsonNode reduced(JsonNode node) {
    return reduced(node, false);
  }

  private JsonNode reduced(JsonNode node, boolean namesAreFree) {
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> list.add(reduced(each)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (namesAreFree) {
                object.set(name, reduced(field.getValue()));
              } else if (!UNUSED.contains(name)
                  && !name.startsWith("x-")
                  && !isEmptyList(name, field.getValue())
                  && !isNoBound(name, field.getValue())) {
                object.set(name, value(name, field.getValue()));
              }
            });
    if (!namesAreFree) {
      if (object.has("in")) {
        typeAsText(object);
      }
      object.path("headers").forEach(ContractExcerpt::typeAsText);
    }
    return object;
  }

  /** The validator reads a parameter or a header without a type as JSON. */
  private static void typeAsText(JsonNode owner) {
    if (owner instanceof ObjectNode object
        && object.path("schema").isObject()
        && object.path("schema").isEmpty()) {
      object.putObject("schema").put("type", "string");
    }
  }

  private JsonNode value(String name, JsonNode value) {
    if (name.equals("$ref") || name.equals("mapping")) {
      reach(value);
    }
    return DATA.contains(name)
        ? withoutRepetitions(value)
        : reduced(value, NAMED.contains(name) && value.isObject());
  }

  /** The validator rejects an empty list, and one that names something twice. */
  private static boolean isEmptyList(String name, JsonNode value) {
    return name.equals("required") && value.isArray() && value.isEmpty();
  }

  /** The validator counts in 32 bits, and holds bounds in a double. */
  private static boolean isNoBound(String name, JsonNode value) {
    if (!value.isNumber()) {
      return false;
    }
    return COUNTS.contains(name)
        ? value.decimalValue().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
        : BOUNDS.contains(name)
            && value.decimalValue().abs().compareTo(BigDecimal.valueOf(Double.MAX_VALUE)) > 0;
  }

  private static JsonNode withoutRepetitions(JsonNode value) {
    if (!value.isArray()) {
      return value;
    }
    Set<JsonNode> once = new LinkedHashSet<>();
    value.forEach(once::add);
    return JsonNodeFactory.instance.arrayNode().addAll(once);
  }

  private void reach(JsonNode reference) {
    reference.forEach(this::reach);
    String name = reference.asText().replace(SCHEMA_PREFIX, "");
    if (contract.path("components").path("schemas").has(name) && seen.add(name)) {
      wanted.add(name);
    }
  }
}
