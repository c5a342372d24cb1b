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

/** The operations of a {@link CanonicalContract}, each with everything that belongs to it. */
final class CanonicalOperations {

  private static final Set<String> PLACES = Set.of("path", "query", "header", "cookie");
  private static final Set<String> OF_PATH = Set.of("summary", "description", "servers");

  /** The fields in which a parameter of Swagger 2.0 has its schema. */
  private static final List<String> SCHEMA_OF_OLD =
      List.of("type", "format", "items", "enum", "default", "minimum", "maximum", "pattern");

  private final References references;
  private final CanonicalSchemas schemas;

  CanonicalOperations(References references, CanonicalSchemas schemas) {
    this.references = references;
    this.schemas = schemas;
  }

  /**
   * Returns an operation in canonical form.
   *
   * @param item the path that it belongs to
   */
  Map<String, Object> of(Map<String, Object> item, Map<String, Object> operation) {
    Map<String, Object> canonical = new LinkedHashMap<>();
    operation.forEach((key, value) -> putIfThere(canonical, key, value));
    OF_PATH.forEach(key -> putIfAbsent(canonical, key, item.get(key)));
    List<Object> parameters = parameters(item.get("parameters"), operation.get("parameters"));
    canonical.remove("parameters");
    if (!parameters.isEmpty()) {
      canonical.put("parameters", parameters);
    }
    canonical.computeIfPresent("servers", (key, servers) -> CanonicalContract.mappings(servers));
    canonical.remove("requestBody");
    if (operation.get("requestBody") instanceof Map<?, ?> body) {
      canonical.put("requestBody", withContent(references.mapping(body)));
    }
    canonical.put("responses", responses(CanonicalContract.map(operation, "responses")));
    return canonical;
  }

  /** The operation's parameters replace those of its path with the same name and place. */
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
    Map<String, Object> canonical = withContent(withSchema(references.mapping(parameter)));
    if (!PLACES.contains(canonical.getOrDefault("in", "path"))) {
      throw new UnusableContractException(
          "The parameter %s is in \"%s\", which OpenAPI 3 does not have."
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
    Map<String, Object> canonical = withContent(references.mapping(response));
    canonical.putIfAbsent("description", "");
    canonical.remove("headers");
    if (references.mapping(response).get("headers") instanceof Map<?, ?> headers) {
      Map<String, Object> all = new LinkedHashMap<>();
      fields(headers)
          .forEach(
              (name, header) -> all.put(name, withContent(withSchema(references.mapping(header)))));
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
          .forEach(
              type ->
                  all.put(
                      mediaType(type), withContent(CanonicalContract.map(fields(content), type))));
      canonical.put("content", all);
    }
    return canonical;
  }

  /** In lower case, except for its parameters. */
  private static String mediaType(String type) {
    int parameters = type.indexOf(';');
    int end = parameters < 0 ? type.length() : parameters;
    return type.substring(0, end).toLowerCase(Locale.ROOT) + type.substring(end);
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
