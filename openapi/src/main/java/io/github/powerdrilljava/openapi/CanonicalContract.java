package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A contract in one shape, however the vendor wrote it: OpenAPI 3.0, all of an operation in the
 * operation, and references to schemas only. So it means the same to all who read it whether
 * something stands in place, at its path or behind a {@code $ref}.
 */
final class CanonicalContract {

  /** What every contract is written as. */
  private static final String VERSION = "3.0.3";

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Set<String> PLACES = Set.of("path", "query", "header", "cookie");
  private static final Set<String> OF_PATH = Set.of("summary", "description", "servers");

  /** Where a parameter of Swagger 2.0 has its schema. */
  private static final List<String> SCHEMA_OF_OLD =
      List.of("type", "format", "items", "enum", "default", "minimum", "maximum", "pattern");

  private final Map<String, Object> contract;
  private final References references;
  private final CanonicalSchemas schemas;

  private CanonicalContract(Map<String, Object> contract, boolean is31) {
    this.contract = contract;
    this.references = new References(contract);
    this.schemas =
        new CanonicalSchemas(references, is31, map(map(contract, "components"), "schemas"));
  }

  /**
   * Brings a contract into this shape.
   *
   * @throws UnusableContractException if it is none
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
              ? "It states no OpenAPI version, so it is no contract."
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
        .forEach((name, scheme) -> schemes.put(name, resolved(scheme)));
    components.put("securitySchemes", schemes);
    return components;
  }

  /** What a path has beside operations goes into these. */
  private Map<String, Object> path(String path, Object pathItem) {
    Map<String, Object> item = new LinkedHashMap<>(resolved(pathItem));
    fields(pathItem).forEach(item::put); // what stands beside a reference, too
    item.remove("$ref");
    Map<String, Object> operations = new LinkedHashMap<>();
    item.forEach(
        (method, operation) -> {
          if (METHODS.contains(method) && operation instanceof Map<?, ?>) {
            requireResponses(method.toUpperCase(Locale.ROOT) + " " + path, fields(operation));
            operations.put(method, operation(item, fields(operation)));
          }
        });
    return operations;
  }

  /** A file that was cut off at the right line is whole but for this. */
  private static void requireResponses(String name, Map<String, Object> operation) {
    Map<String, Object> responses = map(operation, "responses");
    if (responses.isEmpty()) {
      throw new UnusableContractException(
          "It states no responses of %s, as a file that was cut off.".formatted(name));
    }
    responses.forEach(
        (status, response) -> {
          if (!(response instanceof Map<?, ?>) && !status.startsWith("x-")) {
            throw new UnusableContractException(
                "The response %s of %s holds nothing.".formatted(status, name));
          }
        });
  }

  private Map<String, Object> operation(Map<String, Object> item, Map<String, Object> operation) {
    Map<String, Object> canonical = new LinkedHashMap<>();
    operation.forEach((key, value) -> putIfThere(canonical, key, value));
    OF_PATH.forEach(key -> putIfAbsent(canonical, key, item.get(key)));
    List<Object> parameters = parameters(item.get("parameters"), operation.get("parameters"));
    canonical.remove("parameters");
    if (!parameters.isEmpty()) {
      canonical.put("parameters", parameters);
    }
    canonical.computeIfPresent("servers", (key, servers) -> mappings(servers));
    canonical.remove("requestBody");
    if (operation.get("requestBody") instanceof Map<?, ?> body) {
      canonical.put("requestBody", withContent(resolved(body)));
    }
    canonical.put("responses", responses(map(operation, "responses")));
    return canonical;
  }

  /** The operation's parameters go before those of its path of the same name and place. */
  private List<Object> parameters(@Nullable Object ofPath, @Nullable Object ofOperation) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Object list : new Object[] {ofPath, ofOperation}) {
      if (list instanceof List<?> some) {
        some.stream()
            .filter(Map.class::isInstance)
            .map(this::parameter)
            .filter(each -> each.get("in") != null && each.get("name") != null)
            .forEach(each -> parameters.put(each.get("in") + " " + each.get("name"), each));
      }
    }
    return new ArrayList<>(parameters.values());
  }

  private Map<String, Object> parameter(Object parameter) {
    Map<String, Object> canonical = withContent(withSchema(resolved(parameter)));
    if (!PLACES.contains(canonical.getOrDefault("in", "path"))) {
      throw new UnusableContractException(
          "The parameter %s is in \"%s\", which OpenAPI 3 does not know."
              .formatted(canonical.get("name"), canonical.get("in")));
    }
    if ("path".equals(canonical.get("in"))) {
      canonical.put("required", true);
    }
    return canonical;
  }

  private static Map<String, Object> withSchema(Map<String, Object> parameter) {
    Map<String, Object> schema = new LinkedHashMap<>();
    SCHEMA_OF_OLD.forEach(key -> putIfThere(schema, key, parameter.get(key)));
    Map<String, Object> canonical = new LinkedHashMap<>(parameter);
    if (!(parameter.get("content") instanceof Map<?, ?>)) {
      canonical.putIfAbsent("schema", schema);
    }
    canonical.keySet().removeAll(SCHEMA_OF_OLD);
    return canonical;
  }

  private Map<String, Object> responses(Map<String, Object> responses) {
    Map<String, Object> canonical = new TreeMap<>();
    responses.forEach(
        (status, response) -> {
          if (!status.startsWith("x-")) {
            canonical.put(statusName(status), response(response));
          }
        });
    return canonical;
  }

  private static String statusName(String status) {
    return status.equals("default") ? status : status.toUpperCase(Locale.ROOT);
  }

  private Map<String, Object> response(Object response) {
    Map<String, Object> canonical = withContent(resolved(response));
    canonical.putIfAbsent("description", "");
    canonical.remove("headers");
    if (resolved(response).get("headers") instanceof Map<?, ?> headers) {
      Map<String, Object> all = new LinkedHashMap<>();
      fields(headers)
          .forEach((name, header) -> all.put(name, withContent(withSchema(resolved(header)))));
      canonical.put("headers", all);
    }
    return canonical;
  }

  /** The schemas of a parameter, a header, a body or a media type in canonical form. */
  private Map<String, Object> withContent(Map<String, Object> owner) {
    Map<String, Object> canonical = new LinkedHashMap<>();
    owner.forEach((key, value) -> putIfThere(canonical, key, value));
    if (owner.get("schema") != null) {
      canonical.put("schema", schemas.of(owner.get("schema")));
    }
    canonical.remove("content");
    if (owner.get("content") instanceof Map<?, ?> content) {
      Map<String, Object> all = new LinkedHashMap<>();
      fields(content)
          .keySet()
          .forEach(type -> all.put(mediaType(type), withContent(map(fields(content), type))));
      canonical.put("content", all);
    }
    return canonical;
  }

  /** Without regard to case, but for its parameters. */
  private static String mediaType(String type) {
    int parameters = type.indexOf(';');
    int end = parameters < 0 ? type.length() : parameters;
    return type.substring(0, end).toLowerCase(Locale.ROOT) + type.substring(end);
  }

  /** What stands there or, behind a reference, where that leads. */
  private Map<String, Object> resolved(Object node) {
    return references.follow(node) instanceof Map<?, ?> map ? fields(map) : new LinkedHashMap<>();
  }

  private static List<Object> mappings(Object list) {
    return list instanceof List<?> all
        ? new ArrayList<>(all.stream().filter(Map.class::isInstance).toList())
        : new ArrayList<>();
  }

  private static Map<String, Object> map(Map<String, Object> owner, String key) {
    return owner.get(key) instanceof Map<?, ?> map ? fields(map) : Map.of();
  }

  private static void putIfThere(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static void putIfAbsent(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.putIfAbsent(key, value);
    }
  }
}
