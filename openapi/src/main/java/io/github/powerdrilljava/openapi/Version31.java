package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rewrites schemas of OpenAPI 3.1 as OpenAPI 3.0. */
final class Version31 {

  private Version31() {}

  /** Rewrites one schema, not those inside it. */
  static void rewrite(Map<String, Object> schema) {
    type(schema);
    noNullVariant(schema, "oneOf");
    noNullVariant(schema, "anyOf");
    if (schema.containsKey("const")) {
      schema.put("enum", new ArrayList<>(Arrays.asList(schema.remove("const"))));
    }
    exclusive(schema, "exclusiveMinimum", "minimum");
    exclusive(schema, "exclusiveMaximum", "maximum");
    if (schema.remove("examples") instanceof List<?> examples && !examples.isEmpty()) {
      schema.putIfAbsent("example", examples.get(0));
    }
    if (Set.of("base64", "base64url").contains(schema.getOrDefault("contentEncoding", ""))) {
      schema.remove("contentEncoding");
      schema.putIfAbsent("format", "byte");
    }
    if ("application/octet-stream".equals(schema.get("contentMediaType"))) {
      schema.remove("contentMediaType");
      schema.putIfAbsent("format", "binary");
    }
  }

  private static void type(Map<String, Object> schema) {
    List<Object> types = new ArrayList<>();
    if (schema.get("type") instanceof List<?> list) {
      list.stream().filter(String.class::isInstance).forEach(types::add);
    } else if ("null".equals(schema.get("type"))) {
      types.add("null");
    } else {
      return;
    }
    schema.remove("type");
    if (types.remove("null")) {
      schema.put("nullable", true);
      if (types.isEmpty()) {
        schema.put("enum", new ArrayList<>(Arrays.asList((Object) null)));
      }
    }
    if (types.size() == 1) {
      schema.put("type", types.get(0));
    } else if (types.size() > 1) {
      oneOfTypes(schema, types);
    }
  }

  private static void oneOfTypes(Map<String, Object> schema, List<Object> types) {
    List<Object> variants = new ArrayList<>();
    for (Object type : types) {
      Map<String, Object> variant = new LinkedHashMap<>();
      variant.put("type", type);
      if (type.equals("array")) {
        variant.put("items", schema.getOrDefault("items", new LinkedHashMap<>()));
      }
      variants.add(variant);
    }
    if (schema.containsKey("anyOf")) {
      Map<String, Object> others = new LinkedHashMap<>();
      others.put("anyOf", schema.remove("anyOf"));
      List<Object> all = new ArrayList<>(List.of(others));
      if (schema.get("allOf") instanceof List<?> list) {
        all.addAll(list);
      }
      schema.put("allOf", all);
    }
    schema.put("anyOf", variants);
  }

  /** A variant that is null and nothing else makes the whole nullable. */
  private static void noNullVariant(Map<String, Object> schema, String key) {
    if (!(schema.get(key) instanceof List<?> list)) {
      return;
    }
    List<Object> variants = new ArrayList<>(list);
    if (!variants.removeIf(Version31::isNull)) {
      return;
    }
    schema.put("nullable", true);
    schema.remove(key);
    if (variants.size() > 1) {
      schema.put(key, variants);
    } else if (variants.size() == 1) {
      Map<String, Object> only = fields(variants.get(0));
      if (only.containsKey("$ref") || only.keySet().stream().anyMatch(schema::containsKey)) {
        List<Object> all = new ArrayList<>(List.of(only));
        if (schema.get("allOf") instanceof List<?> others) {
          all.addAll(others);
        }
        schema.put("allOf", all);
      } else {
        schema.putAll(only);
      }
    }
  }

  private static boolean isNull(Object variant) {
    return variant instanceof Map<?, ?> map
        && !map.containsKey("type")
        && Boolean.TRUE.equals(map.get("nullable"))
        && map.get("enum") instanceof List<?> values
        && values.size() == 1
        && values.get(0) == null;
  }

  private static void exclusive(Map<String, Object> schema, String exclusive, String bound) {
    if (!(schema.get(exclusive) instanceof Number limit)) {
      return;
    }
    boolean tighter =
        !(schema.get(bound) instanceof Number other)
            || (bound.equals("minimum") ? compare(limit, other) >= 0 : compare(limit, other) <= 0);
    schema.remove(exclusive);
    if (tighter) {
      schema.put(bound, limit);
      schema.put(exclusive, true);
    }
  }

  private static int compare(Number a, Number b) {
    return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
  }
}
