package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a merged contract states what of an operation. */
final class OperationOfContract {

  private final JsonNode contract;
  private final JsonNode stated;
  private final String pointer;

  OperationOfContract(String contractJson, Operation operation) {
    contract = ContractViolations.json(contractJson);
    String method = operation.method().toLowerCase(Locale.ROOT);
    String template = template(operation.template());
    pointer = "#/paths/" + template.replace("/", "~1") + "/" + method;
    stated = contract.path("paths").path(template).path(method);
  }

  /** The contract's own, whatever it calls the parameters in it. */
  private String template(String template) {
    return names(contract.path("paths")).stream()
        .filter(path -> withoutNames(path).equals(withoutNames(template)))
        .findFirst()
        .orElse(template);
  }

  private static String withoutNames(String template) {
    return template.replaceAll("\\{[^}]*}", "{}");
  }

  /** A part of the contract, and a JSON pointer to it. */
  record Place(JsonNode node, String pointer) {

    Place at(String name) {
      return new Place(node.path(name), pointer + "/" + name.replace("/", "~1"));
    }

    Place at(int index) {
      return new Place(node.path(index), pointer + "/" + index);
    }
  }

  JsonNode contract() {
    return contract;
  }

  /** All that is stated of the operation. */
  JsonNode stated() {
    return stated;
  }

  String pointer() {
    return pointer;
  }

  List<Place> parameters() {
    Place all = new Place(stated, pointer).at("parameters");
    List<Place> parameters = new ArrayList<>();
    for (int i = 0; i < all.node().size(); i++) {
      parameters.add(all.at(i));
    }
    return parameters;
  }

  JsonNode content() {
    return stated.path("requestBody").path("content");
  }

  /** The schema of the request's body. */
  Place body() {
    Place content = new Place(stated, pointer).at("requestBody").at("content");
    return content.at(names(content.node()).stream().findFirst().orElse("")).at("schema");
  }

  /** The schema of a parameter, or of a field of the body. */
  Optional<Place> schema(String field) {
    for (Place parameter : parameters()) {
      if (parameter.node().path("name").asText().equalsIgnoreCase(field)) {
        return Optional.of(target(parameter.at("schema")));
      }
    }
    Place property = target(body()).at("properties").at(field);
    return property.node().isMissingNode() ? Optional.empty() : Optional.of(target(property));
  }

  private Place target(Place place) {
    String reference = place.node().path("$ref").asText();
    return reference.isEmpty() ? place : new Place(contract.at(reference.substring(1)), reference);
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
