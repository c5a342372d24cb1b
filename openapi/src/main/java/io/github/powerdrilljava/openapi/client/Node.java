package io.github.powerdrilljava.openapi.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a contract, in which any node may be of a wrong kind. */
final class Node {

  private Node() {}

  /** The mapping at a key; an empty one if there is none. */
  @SuppressWarnings("unchecked") // all keys are strings
  static Map<String, Object> map(@Nullable Object node) {
    return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  static Map<String, Object> map(Map<String, Object> node, String key) {
    return map(node.get(key));
  }

  static List<?> list(Map<String, Object> node, String key) {
    return node.get(key) instanceof List<?> list ? list : List.of();
  }

  static @Nullable String text(Map<String, Object> node, String key) {
    return node.get(key) instanceof String text ? text : null;
  }

  static boolean isTrue(Map<String, Object> node, String key) {
    return Boolean.TRUE.equals(node.get(key));
  }

  /** A mapping for a template. */
  static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  /** Items of a list, each of which knows whether it is the last. */
  static List<Map<String, Object>> withLast(List<Map<String, Object>> items) {
    for (int i = 0; i < items.size(); i++) {
      items.get(i).put("last", i == items.size() - 1);
    }
    return items;
  }
}
