package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts whatever has no order in a contract, so that nothing depends on how the vendor wrote it:
 * neither the order of fields in a request nor a generated file.
 */
final class Order {

  /** Lists that are sets. The list of servers is not: its first is the default. */
  private static final Set<String> SETS =
      Set.of("parameters", "required", "tags", "enum", "oneOf", "anyOf", "allOf", "security");

  /** The values of these are data, whose lists have an order. */
  private static final Set<String> DATA = Set.of("example", "examples", "default", "const");

  /** Keywords that only our overlay may use. */
  private static final Set<String> OURS = Set.of("x-java-name", "x-java-type");

  private Order() {}

  /**
   * A copy with every mapping sorted by key, and without our keywords; lists stay, as a reference
   * may count in them.
   */
  static Map<String, Object> ofKeys(Map<String, Object> contract) {
    return fields(sortedKeys(contract, false));
  }

  private static Object sortedKeys(Object node, boolean isField) {
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new LinkedHashMap<>();
      new TreeMap<>(fields(map))
          .forEach(
              (key, value) -> {
                if (isField || !OURS.contains(key)) {
                  sorted.put(key, copy(value, key.equals("properties") && !isField));
                }
              });
      return sorted;
    }
    if (node instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(copy(each, false)));
      return copy;
    }
    return node;
  }

  private static @Nullable Object copy(@Nullable Object node, boolean isField) {
    return node == null ? null : sortedKeys(node, isField);
  }

  /** Sorts the sets of a contract in canonical form, and its mappings again. */
  static Map<String, Object> ofAll(Map<String, Object> contract) {
    Map<String, Object> sorted = ofKeys(contract);
    sortSets(sorted);
    return sorted;
  }

  private static void sortSets(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      fields(map)
          .forEach(
              (key, value) -> {
                if (!DATA.contains(key)) {
                  sortSets(value);
                }
                if (SETS.contains(key) && value instanceof List<?> list) {
                  fields(map).put(key, sorted(list));
                }
              });
    } else if (node instanceof List<?> list) {
      list.forEach(Order::sortSets);
    }
  }

  private static List<Object> sorted(List<?> list) {
    List<Object> sorted = new ArrayList<>(list);
    sorted.sort(Comparator.comparing(Order::rank).thenComparing(String::valueOf));
    return sorted;
  }

  /** Parameters by place and name. */
  private static String rank(@Nullable Object element) {
    return element instanceof Map<?, ?> map && map.containsKey("in")
        ? map.get("in") + " " + map.get("name")
        : "";
  }
}
