package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All differences between two contracts in canonical form, each once, in words. Neither another
 * order nor something in place instead of behind a {@code $ref} is a difference.
 */
final class Comparison {

  static final String CONTRACT = "The contract";

  private final Map<String, Object> before;
  private final Map<String, Object> after;
  private final Set<String> used;
  private final List<Change> changes = new ArrayList<>();

  private Comparison(Map<String, Object> before, Map<String, Object> after, Set<String> used) {
    this.before = before;
    this.after = after;
    this.used = used;
  }

  private void report(String operation, String what) {
    changes.add(
        new Change(operation, what, operation.equals(CONTRACT) || used.contains(operation)));
  }

  /**
   * Compares.
   *
   * @param used the operations that the facade uses
   */
  static List<Change> of(Map<String, Object> before, Map<String, Object> after, Set<String> used) {
    Comparison comparison = new Comparison(before, after, used);
    comparison.operations();
    comparison.contract();
    return List.copyOf(comparison.changes);
  }

  private void contract() {
    eachDifference(
        map(before, "info"),
        map(after, "info"),
        (key, old, now) -> report(CONTRACT, "info " + key + DisplayText.differs(old, now)));
    if (!servers(before).equals(servers(after))) {
      report(CONTRACT, "servers" + DisplayText.differs(servers(before), servers(after)));
    }
    if (!set(before, "tags").equals(set(after, "tags"))) {
      report(CONTRACT, "descriptions of tags changed");
    }
    eachKey(
        map(map(before, "components"), "securitySchemes"),
        map(map(after, "components"), "securitySchemes"),
        (name, old, now) -> {
          if (old == null || now == null) {
            report(CONTRACT, "security scheme " + name + (now == null ? " is gone" : " is new"));
          } else {
            eachDifference(
                fields(old),
                fields(now),
                (key, was, is) ->
                    report(
                        CONTRACT,
                        "security scheme " + name + ", " + key + DisplayText.differs(was, is)));
          }
        });
  }

  /** Server addresses with their variables at their defaults. */
  static List<String> servers(Map<String, Object> owner) {
    List<String> urls = new ArrayList<>();
    if (owner.get("servers") instanceof List<?> servers) {
      for (Object server : servers) {
        String url = String.valueOf(fields(server).get("url"));
        for (Map.Entry<String, Object> variable : map(fields(server), "variables").entrySet()) {
          Object value = map(Map.of("v", variable.getValue()), "v").get("default");
          url = url.replace("{" + variable.getKey() + "}", String.valueOf(value));
        }
        urls.add(url);
      }
    }
    return urls;
  }

  private void operations() {
    Map<String, Map<String, Object>> old = operations(before);
    Map<String, Map<String, Object>> now = operations(after);
    now.keySet().stream()
        .filter(name -> !old.containsKey(name))
        .forEach(name -> report(name, "is new"));
    old.forEach(
        (name, operation) -> {
          Map<String, Object> other = now.get(name);
          if (other == null) {
            report(name, "is gone");
          } else {
            new OperationComparison(before, after, what -> report(name, what))
                .compare(operation, other);
          }
        });
  }

  /** By method and path. */
  static Map<String, Map<String, Object>> operations(Map<String, Object> contract) {
    Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
    map(contract, "paths")
        .forEach(
            (path, item) ->
                fields(item)
                    .forEach(
                        (method, operation) ->
                            operations.put(
                                method.toUpperCase(Locale.ROOT) + " " + path, fields(operation))));
    return operations;
  }

  /** Gets the two values of a key; a missing one is null. */
  interface Pair {
    void accept(String key, @Nullable Object before, @Nullable Object after);
  }

  static void eachDifference(
      Map<String, Object> before, Map<String, Object> after, Pair difference) {
    eachKey(
        before,
        after,
        (key, old, now) -> {
          if (!Objects.equals(old, now)) {
            difference.accept(key, old, now);
          }
        });
  }

  /** Also keys with equal values, as these may refer to something that differs. */
  static void eachKey(Map<String, Object> before, Map<String, Object> after, Pair pair) {
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    keys.forEach(key -> pair.accept(key, before.get(key), after.get(key)));
  }

  static Map<String, Object> map(Map<String, Object> owner, String key) {
    return owner.get(key) instanceof Map<?, ?> map ? fields(map) : Map.of();
  }

  static Set<Object> set(Map<String, Object> owner, String key) {
    return owner.get(key) instanceof List<?> list ? new LinkedHashSet<>(list) : Set.of();
  }
}
