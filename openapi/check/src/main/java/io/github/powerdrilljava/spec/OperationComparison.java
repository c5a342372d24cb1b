package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.openapi.Document.fields;
import static io.github.powerdrilljava.spec.Comparison.eachDifference;
import static io.github.powerdrilljava.spec.Comparison.eachKey;
import static io.github.powerdrilljava.spec.Comparison.map;
import static io.github.powerdrilljava.spec.Comparison.set;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The differences between two versions of one operation. */
final class OperationComparison {

  private static final Set<String> TEXTS = Set.of("summary", "description", "externalDocs");
  private static final Set<String> EXAMPLES = Set.of("example", "examples");

  private final Map<String, Object> before;
  private final Map<String, Object> after;
  private final Consumer<String> report;
  private final SchemaComparison schemas;

  /**
   * Prepares it.
   *
   * @param report gets each difference, in words
   */
  OperationComparison(
      Map<String, Object> before, Map<String, Object> after, Consumer<String> report) {
    this.before = before;
    this.after = after;
    this.report = report;
    this.schemas = new SchemaComparison(before, after, report);
  }

  void compare(Map<String, Object> old, Map<String, Object> now) {
    texts("", old, now);
    parameters(old, now);
    body("request", map(old, "requestBody"), map(now, "requestBody"));
    responses(map(old, "responses"), map(now, "responses"));
    if (!set(old, "tags").equals(set(now, "tags"))) {
      report.accept("tags" + DisplayText.differs(old.get("tags"), now.get("tags")));
    }
    eachDifference(
        rest(old, before),
        rest(now, after),
        (key, was, is) -> {
          if (key.equals("deprecated")) {
            report.accept(deprecation(is));
          } else {
            report.accept(key + DisplayText.differs(was, is));
          }
        });
  }

  /** With the defaults of the whole contract; sets instead of lists without an order. */
  private static Map<String, Object> rest(
      Map<String, Object> operation, Map<String, Object> contract) {
    Map<String, Object> rest = new LinkedHashMap<>(operation);
    rest.keySet().removeAll(TEXTS);
    rest.keySet().removeAll(Set.of("parameters", "requestBody", "responses", "tags"));
    rest.put("security", set(operation.containsKey("security") ? operation : contract, "security"));
    rest.putIfAbsent("deprecated", false);
    rest.computeIfPresent("servers", (key, servers) -> Comparison.servers(operation));
    return rest;
  }

  private static String deprecation(@Nullable Object deprecated) {
    return Boolean.TRUE.equals(deprecated) ? "is deprecated" : "is no longer deprecated";
  }

  private void texts(String where, Map<String, Object> old, Map<String, Object> now) {
    if (TEXTS.stream().anyMatch(key -> !Objects.equals(old.get(key), now.get(key)))) {
      report.accept(where + (where.isEmpty() ? "" : " ") + "has another description");
    }
  }

  private void parameters(Map<String, Object> old, Map<String, Object> now) {
    eachKey(
        byName(old),
        byName(now),
        (name, was, is) -> {
          if (was == null) {
            boolean required = Boolean.TRUE.equals(fields(is).get("required"));
            report.accept(name + " is new" + (required ? ", and required" : ""));
          } else if (is == null) {
            report.accept(name + " is gone");
          } else {
            owner(name, fields(was), fields(is));
          }
        });
  }

  private static Map<String, Object> byName(Map<String, Object> operation) {
    Map<String, Object> byName = new LinkedHashMap<>();
    if (operation.get("parameters") instanceof List<?> parameters) {
      for (Object parameter : parameters) {
        Object in = fields(parameter).get("in");
        byName.put(in + " parameter " + fields(parameter).get("name"), parameter);
      }
    }
    return byName;
  }

  private void responses(Map<String, Object> old, Map<String, Object> now) {
    eachKey(
        old,
        now,
        (status, was, is) -> {
          if (was == null || is == null) {
            report.accept("response " + status + (is == null ? " is gone" : " is new"));
          } else {
            body("response " + status, fields(was), fields(is));
          }
        });
  }

  /** A request body or a response. */
  private void body(String where, Map<String, Object> old, Map<String, Object> now) {
    if (old.isEmpty() && now.isEmpty()) {
      return;
    }
    if (old.isEmpty() || now.isEmpty()) {
      report.accept(where + " body" + (now.isEmpty() ? " is gone" : " is new"));
      return;
    }
    owner(where, old, now);
    named(where + ": header ", map(old, "headers"), map(now, "headers"));
  }

  private void named(String where, Map<String, Object> old, Map<String, Object> now) {
    eachKey(
        old,
        now,
        (name, was, is) -> {
          if (was == null || is == null) {
            report.accept(where + name + (is == null ? " is gone" : " is new"));
          } else {
            owner(where + name, fields(was), fields(is));
          }
        });
  }

  /** Anything with a schema or content: a parameter, a header, a body, a media type. */
  private void owner(String where, Map<String, Object> old, Map<String, Object> now) {
    texts(where, old, now);
    if (EXAMPLES.stream().anyMatch(key -> !Objects.equals(old.get(key), now.get(key)))) {
      report.accept(where + " has another example");
    }
    schemas.compare(where, old.get("schema"), now.get("schema"));
    Map<String, Object> oldContent = map(old, "content");
    Map<String, Object> newContent = map(now, "content");
    eachKey(
        oldContent,
        newContent,
        (type, was, is) -> {
          if (was == null || is == null) {
            report.accept(where + ": content type " + type + (is == null ? " is gone" : " is new"));
          } else {
            owner(
                oldContent.size() + newContent.size() > 2 ? where + " (" + type + ")" : where,
                fields(was),
                fields(is));
          }
        });
    eachDifference(
        withDefaults(old),
        withDefaults(now),
        (key, was, is) -> {
          if (key.equals("required")) {
            report.accept(
                where + (Boolean.TRUE.equals(is) ? " is now required" : " is no longer required"));
          } else if (key.equals("deprecated")) {
            report.accept(where + " " + deprecation(is));
          } else {
            report.accept(where + ", " + key + DisplayText.differs(was, is));
          }
        });
  }

  private static Map<String, Object> withDefaults(Map<String, Object> owner) {
    Map<String, Object> rest = new LinkedHashMap<>(owner);
    rest.keySet().removeAll(Set.of("schema", "content", "headers", "name", "in"));
    rest.keySet().removeAll(TEXTS);
    rest.keySet().removeAll(EXAMPLES);
    rest.putIfAbsent("required", false);
    rest.putIfAbsent("deprecated", false);
    if (owner.containsKey("in")) {
      boolean form = Set.of("query", "cookie").contains(owner.get("in"));
      Object style = rest.computeIfAbsent("style", key -> form ? "form" : "simple");
      rest.putIfAbsent("explode", style.equals("form"));
    }
    return rest;
  }
}
