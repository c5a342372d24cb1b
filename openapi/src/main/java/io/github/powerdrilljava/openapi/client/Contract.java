package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The operations of a contract, each with a name of its own. */
final class Contract {

  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private static final int PINNED = 0;
  private static final int GIVEN = 1;
  private static final int BY_RULE = 2;

  /** An operation as the contract has it. */
  record Raw(String method, String path, Map<String, Object> operation) {
    String text() {
      return path + " " + method;
    }
  }

  private final List<Raw> operations = new ArrayList<>();
  private final Claims<Raw> names = Claims.ignoringCase();

  Contract(Map<String, Object> contract) {
    Node.map(contract, "paths")
        .forEach(
            (path, item) ->
                METHODS.forEach(
                    method -> {
                      if (Node.map(item).get(method) instanceof Map<?, ?> operation) {
                        operations.add(new Raw(method, path, Node.map(operation)));
                      }
                    }));
    Map<String, Integer> uses = new HashMap<>();
    operations.forEach(raw -> uses.merge(key(raw), 1, Integer::sum));
    operations.forEach(raw -> claim(raw, uses.getOrDefault(key(raw), 0) == 1));
    names.settle();
  }

  List<Raw> operations() {
    return operations;
  }

  String nameOf(Raw operation) {
    return names.of(operation);
  }

  private void claim(Raw raw, boolean unique) {
    switch (rank(raw)) {
      case PINNED, GIVEN -> {
        String id = given(raw);
        String odd = id.equals(preferred(raw)) ? "0" : "1";
        names.add(raw, preferred(raw), rank(raw), odd + id + " " + raw.text());
      }
      default ->
          names.add(
              raw,
              unique ? preferred(raw) : OperationNames.ofWholePath(raw.method, raw.path),
              BY_RULE,
              raw.text());
    }
  }

  private static String key(Raw raw) {
    return preferred(raw).toLowerCase(Locale.ROOT);
  }

  private static String preferred(Raw raw) {
    return switch (rank(raw)) {
      case PINNED -> given(raw);
      case GIVEN -> JavaNames.method(given(raw));
      default -> OperationNames.of(raw.method, raw.path);
    };
  }

  private static String given(Raw raw) {
    return String.valueOf(raw.operation.get(rank(raw) == PINNED ? "x-java-name" : "operationId"));
  }

  private static int rank(Raw raw) {
    if (JavaNames.pinned(raw.operation, "x-java-name") != null) {
      return PINNED;
    }
    String id = Node.text(raw.operation, "operationId");
    return id == null || id.isBlank() ? BY_RULE : GIVEN;
  }
}
