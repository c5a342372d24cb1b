package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A contract in one canonical form: OpenAPI 3.0, everything about an operation inside the
 * operation, and references to schemas only. So every reader gets the same, whether the vendor
 * wrote something in place, at its path or behind a {@code $ref}.
 */
final class CanonicalContract {

  /** The OpenAPI version of the canonical form. */
  private static final String VERSION = "3.0.3";

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Map<String, Object> contract;
  private final References references;
  private final CanonicalSchemas schemas;
  private final CanonicalOperations operations;

  private CanonicalContract(Map<String, Object> contract, boolean is31) {
    this.contract = contract;
    this.references = new References(contract);
    this.schemas =
        new CanonicalSchemas(references, is31, map(map(contract, "components"), "schemas"));
    this.operations = new CanonicalOperations(references, schemas);
  }

  /**
   * Returns a contract in canonical form.
   *
   * @throws UnusableContractException if it is not a usable contract
   */
  static Map<String, Object> of(Map<String, Object> contract) {
    String version = version(contract);
    if (map(contract, "paths").isEmpty()) {
      throw new UnusableContractException("It has no paths.");
    }
    return Order.ofAll(
        new CanonicalContract(Order.ofKeys(contract), version.startsWith("3.1")).canonical());
  }

  private static String version(Map<String, Object> contract) {
    Object version = contract.get("openapi");
    if (version == null) {
      throw new UnusableContractException(
          contract.get("swagger") == null
              ? "It states no OpenAPI version, so it is not a contract."
              : "It is Swagger %s; OpenAPI 3.0 or 3.1 is needed."
                  .formatted(contract.get("swagger")));
    }
    if (!version.toString().matches("3\\.[01](\\..*)?")) {
      throw new UnusableContractException(
          "It is OpenAPI %s; OpenAPI 3.0 or 3.1 is needed.".formatted(version));
    }
    return version.toString();
  }

  private Map<String, Object> canonical() {
    Map<String, Object> canonical = new LinkedHashMap<>();
    contract.forEach(
        (key, value) -> {
          if (value != null && !Set.of("webhooks", "jsonSchemaDialect", "$self").contains(key)) {
            canonical.put(key, value);
          }
        });
    canonical.put("openapi", VERSION);
    canonical.computeIfPresent("servers", (key, servers) -> mappings(servers));
    Map<String, Object> paths = new LinkedHashMap<>();
    map(contract, "paths")
        .forEach(
            (path, item) -> {
              if (path.startsWith("/") && item instanceof Map<?, ?>) {
                paths.put(path, path(path, item));
              }
            });
    canonical.put("paths", paths);
    canonical.put("components", components());
    return canonical;
  }

  private Map<String, Object> components() {
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.components());
    Map<String, Object> schemes = new LinkedHashMap<>();
    map(map(contract, "components"), "securitySchemes")
        .forEach((name, scheme) -> schemes.put(name, references.mapping(scheme)));
    components.put("securitySchemes", schemes);
    return components;
  }

  /** The operations of a path; what else the path has is moved into them. */
  private Map<String, Object> path(String path, Object pathItem) {
    Map<String, Object> item = new LinkedHashMap<>(references.mapping(pathItem));
    fields(pathItem).forEach(item::put); // also what is beside a reference
    item.remove("$ref");
    Map<String, Object> operations = new LinkedHashMap<>();
    item.forEach(
        (method, operation) -> {
          if (METHODS.contains(method) && operation instanceof Map<?, ?>) {
            requireResponses(method.toUpperCase(Locale.ROOT) + " " + path, fields(operation));
            operations.put(method, this.operations.of(item, fields(operation)));
          }
        });
    return operations;
  }

  /** A file that was cut off between two lines may lack nothing else. */
  private static void requireResponses(String name, Map<String, Object> operation) {
    Map<String, Object> responses = map(operation, "responses");
    if (responses.isEmpty()) {
      throw new UnusableContractException(
          "It states no responses of %s; the file may be cut off.".formatted(name));
    }
    responses.forEach(
        (status, response) -> {
          if (!(response instanceof Map<?, ?>) && !status.startsWith("x-")) {
            throw new UnusableContractException(
                "The response %s of %s is empty.".formatted(status, name));
          }
        });
  }

  static Map<String, Object> map(Map<String, Object> owner, String key) {
    return owner.get(key) instanceof Map<?, ?> map ? fields(map) : Map.of();
  }

  static List<Object> mappings(Object list) {
    return list instanceof List<?> all
        ? new ArrayList<>(all.stream().filter(Map.class::isInstance).toList())
        : new ArrayList<>();
  }
}
