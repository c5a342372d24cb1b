package io.github.powerdrilljava.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;

/** The operations of the accepted contract, and its examples of their successes. */
final class ContractExamples {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Is told of an operation. */
  interface Visitor {
    void visit(String method, String path, JsonNode operation);
  }

  private final JsonNode contract;

  private ContractExamples(JsonNode contract) {
    this.contract = contract;
  }

  static ContractExamples accepted() {
    try (InputStream json = ContractExamples.class.getResourceAsStream("/powerdrill.json")) {
      return new ContractExamples(JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forEachOperation(Visitor visitor) {
    contract
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            visitor.visit(
                                operation.getKey(), path.getKey(), operation.getValue())));
  }

  /** The body of a success: all fields, each with the contract's example where it has one. */
  String success(String method, String path) {
    ContractResponse whole =
        ContractResponses.of(contract.toString(), method, path).stream()
            .filter(response -> response.success() && response.field().isEmpty())
            .max(Comparator.comparing(response -> response.body().length()))
            .orElseThrow();
    try {
      return withExamples(JSON.readTree(whole.body()), "", whole).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode withExamples(JsonNode value, String field, ContractResponse whole) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry ->
                  entry.setValue(
                      withExamples(entry.getValue(), inside(field, entry.getKey()), whole)));
    } else if (value instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, withExamples(list.get(i), field + "[]", whole));
      }
    } else {
      JsonNode schema = contract.at(whole.fields().getOrDefault(field, "#").substring(1));
      return isAllowed(schema.path("example"), value, schema) ? schema.path("example") : value;
    }
    return value;
  }

  /** Vendors' examples need not be what their schemas allow, and nobody here can mend them. */
  private static boolean isAllowed(JsonNode example, JsonNode allowed, JsonNode schema) {
    return example.getNodeType() == allowed.getNodeType()
        && (!schema.path("format").asText().equals("date-time") || isTime(example.asText()));
  }

  private static boolean isTime(String text) {
    try {
      return OffsetDateTime.parse(text).getYear() > 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String inside(String field, String name) {
    return field.isEmpty() ? name : field + "." + name;
  }
}
