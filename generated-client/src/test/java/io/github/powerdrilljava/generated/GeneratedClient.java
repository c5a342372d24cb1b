package io.github.powerdrilljava.generated;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.spec.Generation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A client that is made from a contract while tests run. */
final class GeneratedClient {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private GeneratedClient() {}

  /** A contract as it is, without our overlay. */
  static Map<String, Object> merge(byte[] contract) {
    byte[] overlay = "{overlay: 1.0.0, actions: []}".getBytes(StandardCharsets.UTF_8);
    return ContractMerge.merge(contract, overlay, objection -> {});
  }

  static List<String> problems(Map<String, Object> merged, Path target) throws IOException {
    return new Generation(Path.of("")).run(merged, target);
  }

  static long operations(Map<String, Object> merged) {
    return merged.get("paths") instanceof Map<?, ?> paths
        ? paths.values().stream()
            .filter(Map.class::isInstance)
            .flatMap(item -> ((Map<?, ?>) item).keySet().stream())
            .filter(METHODS::contains)
            .count()
        : 0;
  }
}
