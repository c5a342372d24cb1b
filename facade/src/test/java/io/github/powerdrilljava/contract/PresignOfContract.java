package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Where a merged contract states what of the presign operation. */
final class PresignOfContract {

  private final JsonNode contract;
  private final JsonNode operation;
  private final String pointer;

  PresignOfContract(String json) {
    try {
      contract = new JsonMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The contract is not JSON", e);
    }
    String path = Operation.NAME.substring(Operation.METHOD.length() + 1);
    pointer = "#/paths/" + path.replace("/", "~1") + "/post";
    operation = contract.path("paths").path(path).path("post");
  }

  JsonNode contract() {
    return contract;
  }

  JsonNode operation() {
    return operation;
  }

  String pointer() {
    return pointer;
  }

  /** The schema of the request's body. */
  JsonNode body() {
    JsonNode content = content();
    return content.isEmpty() ? content : content.elements().next().path("schema");
  }

  String bodyPointer() {
    JsonNode content = content();
    String type = content.isEmpty() ? "" : content.fieldNames().next();
    return pointer + "/requestBody/content/" + type.replace("/", "~1") + "/schema";
  }

  JsonNode content() {
    return operation.path("requestBody").path("content");
  }
}
