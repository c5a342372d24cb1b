package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.openapi.Document.fields;
import static io.github.powerdrilljava.spec.Comparison.eachDifference;
import static io.github.powerdrilljava.spec.Comparison.map;
import static io.github.powerdrilljava.spec.Comparison.set;

import io.github.powerdrilljava.openapi.Schemas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The differences between two schemas. */
final class SchemaComparison {

  private static final String COMPONENTS = "#/components/schemas/";
  private static final Set<String> TEXTS =
      Set.of("description", "title", "example", "externalDocs");
  private static final List<String> VARIANTS = List.of("oneOf", "anyOf", "allOf");
  private static final Set<String> BY_THEMSELVES =
      Set.of("properties", "required", "items", "additionalProperties", "not", "enum");

  private final Map<String, Object> before;
  private final Map<String, Object> after;
  private final Consumer<String> report;

  /** Pairs of named schemas that are being compared, which may contain themselves. */
  private final Set<String> open = new HashSet<>();

  SchemaComparison(Map<String, Object> before, Map<String, Object> after, Consumer<String> report) {
    this.before = before;
    this.after = after;
    this.report = report;
  }

  /**
   * Reports every difference.
   *
   * @param where which part of the operation this is, in words
   */
  void compare(String where, @Nullable Object old, @Nullable Object now) {
    if (old == null && now == null) {
      return;
    }
    String names = reference(old) + " " + reference(now);
    if (names.isBlank()) {
      compareWhole(where, whole(before, old), whole(after, now));
    } else if (open.add(names)) {
      compareWhole(where, whole(before, old), whole(after, now));
      open.remove(names);
    }
  }

  private static Map<String, Object> whole(Map<String, Object> contract, @Nullable Object schema) {
    return schema == null ? new LinkedHashMap<>() : Schemas.flat(contract, schema);
  }

  private void compareWhole(String where, Map<String, Object> old, Map<String, Object> now) {
    if (TEXTS.stream().anyMatch(key -> !Objects.equals(old.get(key), now.get(key)))) {
      report.accept(where + " has another description");
    }
    if (!Objects.equals(old.get("type"), now.get("type"))
        || !Objects.equals(old.get("format"), now.get("format"))) {
      report.accept(where + " changed its type: " + type(old) + ", now " + type(now));
    }
    if (old.containsKey("type")
        && now.containsKey("type")
        && !old.get("type").equals(now.get("type"))) {
      return; // what it holds is all another, too
    }
    properties(where, old, now);
    compare(where + "[]", old.get("items"), now.get("items"));
    others(where, old.get("additionalProperties"), now.get("additionalProperties"));
    compare(where + " (not)", old.get("not"), now.get("not"));
    VARIANTS.forEach(kind -> variants(where, kind, set(old, kind), set(now, kind)));
    values(where, set(old, "enum"), set(now, "enum"));
    eachDifference(rest(old), rest(now), (key, was, is) -> rest(where, key, was, is));
  }

  private static String type(Map<String, Object> schema) {
    Object format = schema.get("format");
    return DisplayText.value(schema.get("type")) + (format == null ? "" : " (" + format + ")");
  }

  private static Map<String, Object> rest(Map<String, Object> schema) {
    Map<String, Object> rest = new LinkedHashMap<>(schema);
    rest.keySet().removeAll(TEXTS);
    rest.keySet().removeAll(VARIANTS);
    rest.keySet().removeAll(BY_THEMSELVES);
    rest.keySet().removeAll(Set.of("type", "format"));
    List.of("nullable", "deprecated", "readOnly", "writeOnly")
        .forEach(flag -> rest.putIfAbsent(flag, false));
    return rest;
  }

  private void rest(String where, String key, @Nullable Object was, @Nullable Object is) {
    boolean set = Boolean.TRUE.equals(is);
    switch (key) {
      case "nullable" ->
          report.accept(where + (set ? " may now be null" : " may no longer be null"));
      case "deprecated" ->
          report.accept(where + (set ? " is deprecated" : " is no longer deprecated"));
      default -> report.accept(where + ", " + key + DisplayText.differs(was, is));
    }
  }

  private void properties(String where, Map<String, Object> old, Map<String, Object> now) {
    Map<String, Object> was = map(old, "properties");
    Map<String, Object> is = map(now, "properties");
    Set<Object> required = set(now, "required");
    Set<String> names = new LinkedHashSet<>(was.keySet());
    names.addAll(is.keySet());
    set(old, "required").forEach(name -> names.add(String.valueOf(name)));
    required.forEach(name -> names.add(String.valueOf(name)));
    for (String name : names) {
      String field = field(where, name);
      if (!was.containsKey(name) && is.containsKey(name)) {
        report.accept(field + " is new" + (required.contains(name) ? ", and required" : ""));
      } else if (was.containsKey(name) && !is.containsKey(name)) {
        report.accept(field + " is gone");
      } else {
        if (set(old, "required").contains(name) != required.contains(name)) {
          report.accept(
              field + (required.contains(name) ? " is now required" : " is no longer required"));
        }
        compare(field, was.get(name), is.get(name));
      }
    }
  }

  /** Joins the names of nested fields by dots. */
  private static String field(String where, String name) {
    return where.contains(" field ") ? where + "." + name : where + " field " + name;
  }

  /** The schema of fields that are not named. */
  private void others(String where, @Nullable Object old, @Nullable Object now) {
    if (now instanceof Map<?, ?> && old instanceof Map<?, ?>) {
      compare(where + ".*", old, now);
    } else if (Boolean.FALSE.equals(old) != Boolean.FALSE.equals(now)) {
      report.accept(
          where
              + (Boolean.FALSE.equals(now) ? " is now closed" : " is no longer closed")
              + " to other fields");
    } else if (now instanceof Map<?, ?> || old instanceof Map<?, ?>) {
      report.accept(where + ".*" + DisplayText.differs(old, now));
    }
  }

  private void values(String where, Set<Object> old, Set<Object> now) {
    if (!old.equals(now)) {
      Set<Object> gone = new LinkedHashSet<>(old);
      gone.removeAll(now);
      Set<Object> added = new LinkedHashSet<>(now);
      added.removeAll(old);
      report.accept(
          where
              + (old.isEmpty()
                  ? " may now only be one of " + DisplayText.value(now)
                  : now.isEmpty()
                      ? " may now be any value, not one of " + DisplayText.value(old)
                      : " has other values"
                          + (gone.isEmpty() ? "" : ", without " + DisplayText.value(gone))
                          + (added.isEmpty() ? "" : ", with " + DisplayText.value(added))));
    }
  }

  /**
   * Equal ones are no difference; if one of each is left over, it counts as one that has changed.
   */
  private void variants(String where, String kind, Set<Object> old, Set<Object> now) {
    List<Object> gone = new ArrayList<>(old);
    List<Object> added = new ArrayList<>(now);
    gone.removeIf(
        variant -> {
          Object same =
              added.stream().filter(other -> isSame(variant, other)).findFirst().orElse(null);
          return same != null && added.remove(same);
        });
    if (gone.size() == 1 && added.size() == 1) {
      compare(where + " (" + kind + ")", gone.get(0), added.get(0));
    } else {
      gone.forEach(each -> report.accept(where + ", " + kind + ": without " + name(each)));
      added.forEach(each -> report.accept(where + ", " + kind + ": with " + name(each)));
    }
  }

  private boolean isSame(Object old, Object now) {
    List<String> differences = new ArrayList<>();
    SchemaComparison quiet = new SchemaComparison(before, after, differences::add);
    quiet.open.addAll(open);
    quiet.compare("", old, now);
    return differences.isEmpty();
  }

  private static String reference(@Nullable Object schema) {
    return schema instanceof Map<?, ?> map && map.get("$ref") instanceof String reference
        ? reference
        : "";
  }

  private static String name(Object variant) {
    return fields(variant).get("$ref") instanceof String reference
        ? reference.substring(COMPONENTS.length())
        : DisplayText.value(variant);
  }
}
