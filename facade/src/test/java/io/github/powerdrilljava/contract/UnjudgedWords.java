package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words of a schema that OpenAPI 3.0 does not have, so that no validator here judges them. */
final class UnjudgedWords {

  private static final Set<String> WORDS =
      Set.of(
          "if",
          "then",
          "else",
          "contains",
          "dependentRequired",
          "dependentSchemas",
          "patternProperties",
          "prefixItems",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties");

  private final Operation operation;
  private final JsonNode contract;
  private final Set<String> seen = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private UnjudgedWords(Operation operation, JsonNode contract) {
    this.operation = operation;
    this.contract = contract;
  }

  /** A finding for each of them in a request's schemas, and in those that they refer to. */
  static List<Finding> of(Operation operation, OperationOfContract stated) {
    UnjudgedWords words = new UnjudgedWords(operation, stated.contract());
    stated.parameters().forEach(each -> words.find(each.node(), each.pointer()));
    words.find(stated.body().node(), stated.body().pointer());
    return words.findings;
  }

  private void find(JsonNode schema, String at) {
    for (Map.Entry<String, JsonNode> part : schema.properties()) {
      String key = part.getKey();
      if (WORDS.contains(key) && !at.endsWith("/properties")) {
        findings.add(
            operation.finding(
                "",
                at + "/" + key,
                "Whether the facade's requests keep this cannot be checked.",
                key + ": " + Evidence.shown(part.getValue().toString())));
      }
      String reference = key.equals("$ref") ? part.getValue().asText() : "";
      if (!reference.isEmpty() && seen.add(reference)) {
        find(contract.at(reference.substring(1)), reference);
      }
      find(part.getValue(), at + "/" + key.replace("/", "~1"));
    }
    if (schema.isArray()) {
      for (int i = 0; i < schema.size(); i++) {
        find(schema.path(i), at + "/" + i);
      }
    }
  }
}
