package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI Overlay 1.0, applied to a canonical contract. It only adds: where it and the contract
 * state something different, the contract wins.
 */
final class Overlay {

  private static final Configuration NODES =
      Configuration.builder()
          .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
          .build();
  private static final Configuration PATHS = NODES.addOptions(Option.AS_PATH_LIST);

  private final List<?> actions;
  private final Consumer<String> notes;

  /** Each once, for any number of operations. */
  private final Set<String> found = new LinkedHashSet<>();

  /**
   * Prepares it.
   *
   * @param notes gets a sentence for each part of the overlay without effect
   */
  Overlay(Map<String, Object> overlay, Consumer<String> notes) {
    this.actions = (List<?>) overlay.getOrDefault("actions", List.of());
    this.notes = notes;
  }

  /** Changes a contract, also where it has something behind a {@code $ref}. */
  void applyTo(Map<String, Object> contract) {
    Expansion expansion = new Expansion(contract);
    actions.forEach(action -> apply(fields(action), contract));
    expansion.undoWhereNothingChanged();
    found.forEach(notes);
  }

  private void apply(Map<String, Object> action, Map<String, Object> contract) {
    String target = String.valueOf(action.get("target"));
    if (Boolean.TRUE.equals(action.get("remove"))) {
      remove(target, contract);
      return;
    }
    List<Object> matches = JsonPath.using(NODES).parse(contract).read(target);
    if (matches.isEmpty()) {
      found.add(nothingAt(target, fields(action.get("update"))));
    }
    for (Object match : matches) {
      if (match instanceof Map<?, ?> node) {
        merge(fields(node), fields(action.get("update")), "", target);
      }
    }
  }

  private static String nothingAt(String target, Map<String, Object> update) {
    Object pinned = update.getOrDefault("x-java-name", update.get("x-java-type"));
    return pinned == null
        ? "Finds nothing in the contract: " + target
        : "The facade uses %s, but the contract has nothing at %s".formatted(pinned, target);
  }

  private void remove(String target, Map<String, Object> contract) {
    List<String> paths = JsonPath.using(PATHS).parse(contract).read(target);
    if (paths.isEmpty()) {
      found.add("Finds nothing in the contract: " + target);
    }
    DocumentContext document = JsonPath.using(NODES).parse(contract);
    for (int i = paths.size() - 1; i >= 0; i--) { // from behind, as lists move up
      document.delete(paths.get(i));
    }
  }

  private void merge(
      Map<String, Object> node, Map<String, Object> update, String pointer, String target) {
    update.forEach(
        (key, value) -> {
          String at = pointer + "/" + References.escape(key);
          Object stated = node.get(key);
          if (stated == null) {
            node.put(key, Document.copy(value));
          } else if (stated instanceof Map<?, ?> map
              && value instanceof Map<?, ?> more
              && !key.equals("schema")) { // theirs is not mixed with ours
            merge(fields(map), fields(more), at, target);
          } else {
            found.add(note(stated, value, at, target));
          }
        });
  }

  private static String note(Object stated, @Nullable Object value, String at, String target) {
    if (at.endsWith("/schema")) {
      return "The contract has a schema of its own at %s: %s".formatted(at, target);
    }
    return stated.equals(value)
        ? "The contract now states %s itself: %s".formatted(at, target)
        : "The contract states %s as %s, which is kept, instead of %s: %s"
            .formatted(at, stated, value, target);
  }
}
