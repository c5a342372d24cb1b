package io.github.powerdrilljava;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A contract that is being changed. Pointers are below one operation.
 *
 * @param document all of it
 * @param operation pointer to the operation
 */
record Changed(ContractDocument document, String operation) {

  static final String SENT = "/requestBody/content/application~1json/schema";
  static final String OK = "/responses/200/content/application~1json/schema";
  static final String DATA = OK + "/properties/data";

  static final String RECORD = DATA + "/properties/records/items";

  /** Where the presign operation changes. */
  static Changed presign(ContractDocument document) {
    return new Changed(document, document.presign());
  }

  /** Where another operation of the same contract changes. */
  Changed of(String method, String path) {
    String pointer = "/paths/" + path.replace("/", "~1") + "/" + method;
    document.object(pointer);
    return new Changed(document, pointer);
  }

  JsonNode at(String pointer) {
    return document.at(operation + pointer);
  }

  ObjectNode object(String pointer) {
    return (ObjectNode) at(pointer);
  }

  /** As {@link #object}, by a pointer into the whole contract. */
  ObjectNode whole(String pointer) {
    return document.object(pointer);
  }

  /** The operation's path as a step of a pointer. */
  String pathKey() {
    return operation.split("/", -1)[2];
  }

  /** The schema of a field of the request. */
  ObjectNode sent(String field) {
    return object(SENT + "/properties/" + field);
  }

  /** The schema of a field of the response's data. */
  ObjectNode received(String field) {
    return object(DATA + "/properties/" + field);
  }

  /** The schema of a parameter. */
  ObjectNode parameter(String name) {
    return (ObjectNode) parameterItself(name).path("schema");
  }

  /** A parameter with all that is stated of it. */
  JsonNode parameterItself(String name) {
    for (JsonNode parameter : at("/parameters")) {
      if (parameter.path("name").asText().equalsIgnoreCase(name)) {
        return parameter;
      }
    }
    throw new AssertionError("The operation has no parameter " + name);
  }

  /** A new query parameter. */
  ObjectNode addParameter(String name) {
    ObjectNode parameter = ((ArrayNode) at("/parameters")).addObject();
    parameter.put("name", name).put("in", "query").putObject("schema").put("type", "string");
    return parameter;
  }

  /** A new field of the request. */
  void addSent(String name) {
    object(SENT + "/properties").putObject(name).put("type", "string");
  }

  /** A new required field of a response's object, whose schema is still empty. */
  ObjectNode requireReceived(String object, String name) {
    ArrayNode required = (ArrayNode) at(object + "/required");
    if (!contains(required, name)) {
      required.add(name);
    }
    return object(object + "/properties").putObject(name);
  }

  private static boolean contains(ArrayNode list, String name) {
    for (JsonNode each : list) {
      if (each.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** A new header of a success. */
  ObjectNode addHeader(String name) {
    ObjectNode header = object("/responses/200/headers").putObject(name);
    header.putObject("schema").put("type", "string");
    return header;
  }

  /** A new response, whose schema is still empty. */
  ObjectNode addResponse(String status, String mediaType) {
    ObjectNode response = object("/responses").putObject(status).put("description", "");
    return response.putObject("content").putObject(mediaType).putObject("schema");
  }

  /** Makes a field of the response's data optional. */
  void optional(String field) {
    optional(DATA, field);
  }

  private void optional(String object, String field) {
    ArrayNode required = (ArrayNode) at(object + "/required");
    for (int i = required.size() - 1; i >= 0; i--) {
      if (required.path(i).asText().equals(field)) {
        required.remove(i);
      }
    }
  }

  /** Drops a field of an object of the response. */
  void drop(String object, String field) {
    optional(object, field);
    object(object + "/properties").remove(field);
  }

  void requireSecondKey() {
    whole("/components/securitySchemes")
        .putObject("second")
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "x-second-key");
    at("/security").forEach(requirement -> ((ObjectNode) requirement).putArray("second"));
  }

  void reverseParameters() {
    ArrayNode parameters = (ArrayNode) at("/parameters");
    List<JsonNode> reversed = new ArrayList<>();
    parameters.forEach(reversed::add);
    Collections.reverse(reversed);
    parameters.removeAll().addAll(reversed);
  }
}
