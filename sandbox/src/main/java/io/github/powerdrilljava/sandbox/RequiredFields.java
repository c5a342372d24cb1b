package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds to the sandbox's responses what the contract requires of them and the sandbox does not know:
 * a field or a header that the vendor has added.
 */
final class RequiredFields {

  private final Optional<Clause> responses;

  RequiredFields(Contract contract) {
    responses = contract.presign().map(presign -> presign.in(contract.root()).at("responses"));
  }

  ApiAnswer addTo(ApiAnswer answer) {
    return responses
        .flatMap(documented -> response(documented, answer.httpStatus()))
        .map(response -> addTo(answer, response))
        .orElse(answer);
  }

  private static ApiAnswer addTo(ApiAnswer answer, Clause response) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    for (Clause header : response.at("headers").children()) {
      boolean isThere = headers.keySet().stream().anyMatch(header.name()::equalsIgnoreCase);
      if (header.node().path("required").asBoolean() && !isThere) {
        headers.put(header.name(), new Samples().least(Schema.of(header.at("schema"))).asText());
      }
    }
    JsonNode body = Contract.parse(answer.json());
    add(Schema.of(response.at("content", "application/json", "schema")), body);
    return new ApiAnswer(answer.httpStatus(), headers, body.toString());
  }

  /** Below what alternatives require nothing is added: which of them holds is not decided here. */
  private static void add(Schema schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (String name : schema.required()) {
        if (!object.has(name)) {
          object.set(name, new Samples().least(schema.property(name)));
        }
      }
      object.properties().forEach(field -> add(schema.property(field.getKey()), field.getValue()));
    }
  }

  private static Optional<Clause> response(Clause documented, int status) {
    return Stream.of(Integer.toString(status), status / 100 + "XX", "default")
        .map(documented::at)
        .filter(response -> response.node().isObject())
        .findFirst();
  }
}
