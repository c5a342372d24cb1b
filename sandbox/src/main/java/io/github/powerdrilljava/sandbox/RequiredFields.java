package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Adds to the sandbox's responses the fields and headers that the contract requires and the sandbox
 * does not set itself, such as those that the vendor has added.
 */
final class RequiredFields {

  private final Contract contract;

  RequiredFields(Contract contract) {
    this.contract = contract;
  }

  ApiResponse addTo(Route route, ApiResponse response) {
    return contract
        .operation(route)
        .map(operation -> operation.in(contract.root()).at("responses"))
        .flatMap(all -> documented(all, response.httpStatus()))
        .map(documented -> addTo(response, documented))
        .orElse(response);
  }

  private static ApiResponse addTo(ApiResponse response, Clause documented) {
    Map<String, String> headers = new HashMap<>(response.headers());
    for (Clause header : documented.at("headers").children()) {
      boolean isThere = headers.keySet().stream().anyMatch(header.name()::equalsIgnoreCase);
      if (header.node().path("required").asBoolean() && !isThere) {
        headers.put(header.name(), new Samples().least(Schema.of(header.at("schema"))).asText());
      }
    }
    JsonNode body = Contract.parse(response.json());
    add(Schema.of(documented.at("content", "application/json", "schema")), List.of(body));
    return new ApiResponse(response.httpStatus(), headers, body.toString());
  }

  /**
   * Adds to all values of one schema, which is read once for the many records of a page. Adds
   * nothing below {@code oneOf} and {@code anyOf}: which of them applies is not decided here.
   */
  private static void add(Schema schema, List<JsonNode> values) {
    Set<String> required = schema.required();
    Map<String, List<JsonNode>> fields = new HashMap<>();
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode value : values) {
      if (value instanceof ObjectNode object) {
        object
            .properties()
            .forEach(
                field ->
                    fields
                        .computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                        .add(field.getValue()));
        // After that, for a sample needs nothing more, or cannot have it: a schema may require
        // itself.
        required.stream()
            .filter(name -> !object.has(name))
            .forEach(name -> object.set(name, new Samples().least(schema.property(name))));
      } else if (value.isArray()) {
        value.forEach(items::add);
      }
    }
    fields.forEach((name, each) -> add(schema.property(name), each));
    if (!items.isEmpty()) {
      schema.items().ifPresent(item -> add(item, items));
    }
  }

  private static Optional<Clause> documented(Clause all, int status) {
    return Stream.of(Integer.toString(status), status / 100 + "XX", "default")
        .map(all::at)
        .filter(documented -> documented.node().isObject())
        .findFirst();
  }
}
