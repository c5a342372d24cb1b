package io.github.powerdrilljava.openapi.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the document of a client for readers: in few lines, and a parameter once only. */
final class ShortJson {

  private static final int WIDTH = 118;
  private static final JsonMapper JSON = new JsonMapper();

  private ShortJson() {}

  static String of(Map<String, Object> client) {
    Map<String, Object> operations = new LinkedHashMap<>();
    Node.map(client, "paths")
        .forEach((path, item) -> operations.put(path, Node.of("get", get(Node.map(item)))));
    Map<String, Object> told = new LinkedHashMap<>(client);
    told.put("paths", operations);
    return text(told, 0) + "\n";
  }

  private static Map<String, Object> get(Map<String, Object> item) {
    Map<String, Object> get = new LinkedHashMap<>(Node.map(item, "get"));
    Map<String, Object> java = new LinkedHashMap<>(Node.map(get, "x-java"));
    List<Map<String, Object>> parameters =
        Node.list(java, "parameters").stream().map(Node::map).toList();
    java.replaceAll(
        (key, value) ->
            value instanceof List<?> list && !key.equals("parameters")
                ? list.stream().map(each -> named(each, parameters)).toList()
                : value);
    get.put("x-java", java);
    return get;
  }

  /** What repeats all of a parameter has only its name, and what it adds. */
  private static Object named(Object item, List<Map<String, Object>> parameters) {
    for (Map<String, Object> parameter : parameters) {
      if (Node.map(item).entrySet().containsAll(parameter.entrySet())) {
        Map<String, Object> added = new LinkedHashMap<>(Node.map(item));
        added.keySet().removeIf(key -> !key.equals("name") && parameter.containsKey(key));
        return added;
      }
    }
    return item;
  }

  private static String text(@Nullable Object node, int indent) {
    List<String> items = new ArrayList<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> items.add(scalar(key) + ": " + text(value, indent + 2)));
      return "{" + filled(items, indent) + "}";
    }
    if (node instanceof List<?> list) {
      list.forEach(each -> items.add(text(each, indent + 2)));
      return "[" + filled(items, indent) + "]";
    }
    return scalar(node);
  }

  private static String filled(List<String> items, int indent) {
    String all = String.join(", ", items);
    if (indent + all.length() <= WIDTH && !all.contains("\n")) {
      return all;
    }
    String start = "\n" + " ".repeat(indent + 2);
    StringBuilder text = new StringBuilder();
    int column = WIDTH;
    for (String item : items) {
      boolean fits = !item.contains("\n") && column + item.length() < WIDTH;
      text.append(text.isEmpty() ? "" : ",").append(fits ? " " : start).append(item);
      column = item.contains("\n") ? WIDTH : (fits ? column + 2 : indent + 2) + item.length();
    }
    return text + "\n" + " ".repeat(indent);
  }

  private static String scalar(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
