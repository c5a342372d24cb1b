package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.powerdrilljava.sandbox.ContractViolation;
import java.util.List;
import java.util.stream.StreamSupport;

/** Turns what a validator found into findings that name the field. */
final class ContractViolations {

  private static final JsonMapper JSON = new JsonMapper();

  private final Operation operation;
  private final JsonNode contract;

  ContractViolations(Operation operation, String contractJson) {
    this.operation = operation;
    contract = json(contractJson);
  }

  /**
   * The findings of a violation: one, or one for each field where several are missing or too many.
   *
   * @param whose begins the sentence, such as "The facade's request"
   * @param body what was sent
   */
  List<Finding> findings(ContractViolation violation, String whose, String body, String evidence) {
    String message =
        violation.message().replaceFirst("^\\[Path '[^']*'] ", "").replaceFirst("\\.$", "");
    String what = whose + " breaks the contract: " + Evidence.shown(message) + ".";
    return fields(violation, json(body)).stream()
        .map(field -> operation.finding(field, violation.clause(), what, evidence))
        .toList();
  }

  private List<String> fields(ContractViolation violation, JsonNode body) {
    String clause = violation.clause().substring(1);
    String instance = violation.pointers().stream().findFirst().orElse("/").replaceFirst("/$", "");
    String outer = instance.replaceFirst("^/", "").replace('/', '.');
    List<String> inner = List.of();
    if (clause.endsWith("/required")) {
      inner =
          names(contract.at(clause)).stream().filter(name -> !body.at(instance).has(name)).toList();
    } else if (clause.endsWith("/additionalProperties")) {
      JsonNode declared = contract.at(clause.replaceFirst("[^/]*$", "properties"));
      inner = fieldNames(body.at(instance)).stream().filter(name -> !declared.has(name)).toList();
    }
    return inner.isEmpty()
        ? List.of(outer.isEmpty() ? ofRequest(clause) : outer)
        : inner.stream().map(name -> outer.isEmpty() ? name : outer + "." + name).toList();
  }

  /** A parameter or a header by its name; empty for all else. */
  private String ofRequest(String clause) {
    String parameter = clause.replaceFirst("(/parameters/\\d+).*", "$1");
    if (!parameter.equals(clause) || clause.matches(".*/parameters/\\d+")) {
      return contract.at(parameter).path("name").asText();
    }
    if (clause.contains("/headers/")) {
      return clause.replaceFirst(".*/headers/([^/]*).*", "$1");
    }
    return clause.endsWith("/content") ? "Content-Type" : "";
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> fieldNames(JsonNode object) {
    return object.properties().stream().map(field -> field.getKey()).toList();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
