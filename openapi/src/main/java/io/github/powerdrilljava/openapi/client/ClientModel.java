package io.github.powerdrilljava.openapi.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that is generated from a contract, as a document for the generator. */
public final class ClientModel {

  private ClientModel() {}

  /** Names and types all of it. */
  public static Map<String, Object> of(Map<String, Object> merged) {
    Contract contract = new Contract(merged);
    Types types =
        new Types(
            new Schemas(
                merged,
                parts(contract, "parameters", "requestBody"),
                parts(contract, "responses")));
    List<Operation> operations =
        contract.operations().stream()
            .map(raw -> new Operation(raw, contract.nameOf(raw), types))
            .toList();
    Map<String, Object> schemas = new LinkedHashMap<>();
    for (Definition definition : types.settle()) {
      schemas.put(definition.name(), schema(definition));
    }
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Operation operation : operations) {
      paths.put("/" + operation.name(), Node.of("get", get(operation)));
    }
    return Node.of(
        "openapi",
        "3.0.3",
        "info",
        Node.of("title", "What is generated", "version", "1"),
        "paths",
        paths,
        "components",
        Node.of("schemas", schemas));
  }

  private static List<?> parts(Contract contract, String... keys) {
    return contract.operations().stream()
        .flatMap(raw -> Stream.of(keys).map(raw.operation()::get))
        .toList();
  }

  /** With a property: the generator makes no type of an object that has none. */
  private static Map<String, Object> schema(Definition definition) {
    return Node.of(
        "type", "object",
        "properties", Node.of("any", Node.of("type", "string")),
        "x-java", definition.toMap());
  }

  private static Map<String, Object> get(Operation operation) {
    return Node.of(
        "operationId", operation.name(),
        "responses", Node.of("default", Node.of("description", "")),
        "x-java", operation.toMap());
  }
}
