package io.github.powerdrilljava.openapi;

import com.jayway.jsonpath.PathNotFoundException;
import io.openapiparser.OverlayApplier;
import io.openapiparser.OverlayParser;
import io.openapiprocessor.jsonschema.schema.DocumentLoader;
import io.openapiprocessor.jsonschema.schema.DocumentStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lays our overlay over the vendor's contract; the build runs it before anything reads the
 * contract.
 */
public final class ContractMerge {
  private static final URI OVERLAY = URI.create("overlay.yaml");

  private ContractMerge() {}

  /**
   * Takes four paths: the vendor's contract, the overlay, where the merged contract goes, and where
   * the contract goes that the client is generated from.
   */
  public static void main(String[] args) throws IOException {
    List<String> objections = new ArrayList<>();
    Map<String, Object> merged =
        merge(
            Files.readAllBytes(Path.of(args[0])),
            Files.readAllBytes(Path.of(args[1])),
            objections::add);
    if (!objections.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), objections));
    }
    write(merged, Path.of(args[2]));
    write(ClientContract.of(merged), Path.of(args[3]));
  }

  /** An unchanged file keeps its time, so that what is made from it is not made again. */
  private static void write(Map<String, Object> contract, Path target) throws IOException {
    String json = Document.write(contract);
    if (!Files.exists(target) || !Files.readString(target).equals(json)) {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.writeString(target, json);
    }
  }

  /**
   * Applies an OpenAPI Overlay 1.0 to a contract, both YAML or JSON. Where the two do not fit, the
   * contract wins.
   *
   * @param objections is told of what in the overlay changes nothing, or would overwrite what the
   *     contract states
   * @return the merged contract in canonical form
   */
  public static Map<String, Object> merge(
      byte[] contract, byte[] overlay, Consumer<String> objections) {
    Map<String, Object> merged = CanonicalContract.of(Document.read(contract));
    for (Object action : (List<?>) Document.read(overlay).get("actions")) {
      merged = new Action((Map<?, ?>) action).applyTo(merged, objections);
    }
    return merged;
  }

  /** An action of the overlay. */
  private record Action(Map<?, ?> action) {

    Map<String, Object> applyTo(Map<String, Object> contract, Consumer<String> objections) {
      if (action.get("update") instanceof Map<?, ?> update) {
        return update(contract, leaves(update), objections);
      }
      Map<String, Object> after = apply(contract, action);
      if (after.equals(contract)) {
        objections.accept("This overlay action changes nothing in the contract: " + target());
      }
      return after;
    }

    private Object target() {
      return action.get("target");
    }

    /** Each statement by itself, so that one that the vendor has adopted is noticed. */
    private Map<String, Object> update(
        Map<String, Object> contract, List<Leaf> leaves, Consumer<String> objections) {
      Map<String, Object> merged = contract;
      List<String> adopted = new ArrayList<>();
      for (Leaf leaf : leaves) {
        Map<String, Object> after =
            apply(merged, Map.of("target", target(), "update", leaf.update()));
        Optional<String> overwritten = overwritten("", merged, after);
        if (overwritten.isPresent()) {
          objections.accept(
              "This overlay action overwrites %s: %s".formatted(overwritten.get(), target()));
        } else if (after.equals(merged)) {
          adopted.add(leaf.pointer());
        } else {
          merged = after;
        }
      }
      if (adopted.size() == leaves.size()) {
        objections.accept("This overlay action changes nothing in the contract: " + target());
      } else {
        adopted.forEach(
            pointer ->
                objections.accept(
                    "This overlay action repeats what the contract states, %s: %s"
                        .formatted(pointer, target())));
      }
      return merged;
    }
  }

  /** One statement of an update. */
  private record Leaf(String pointer, Map<?, ?> update) {}

  private static List<Leaf> leaves(Map<?, ?> update) {
    List<Leaf> leaves = new ArrayList<>();
    update.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
            for (Leaf leaf : leaves(nested)) {
              leaves.add(new Leaf("/" + key + leaf.pointer(), Map.of(key, leaf.update())));
            }
          } else {
            leaves.add(new Leaf("/" + key, Map.of(key, value)));
          }
        });
    return leaves;
  }

  /** What the vendor states has to be looked at, not written over. */
  private static Optional<String> overwritten(String pointer, Object before, Object after) {
    if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> updated) {
      return old.keySet().stream()
          .flatMap(key -> overwritten(pointer + "/" + key, old.get(key), updated.get(key)).stream())
          .findFirst();
    }
    if (before instanceof List<?> old && after instanceof List<?> updated) {
      return IntStream.range(0, old.size())
          .boxed()
          .flatMap(i -> overwritten(pointer + "/" + i, old.get(i), updated.get(i)).stream())
          .findFirst();
    }
    return Objects.equals(before, after)
        ? Optional.empty()
        : Optional.of(
            "%s, which the contract states as %s, with %s".formatted(pointer, before, after));
  }

  private static Map<String, Object> apply(Map<String, Object> contract, Map<?, ?> action) {
    OverlayParser parser = new OverlayParser(new DocumentStore(), NO_REFERENCES);
    Map<String, Object> overlay = Map.of("overlay", "1.0.0", "actions", List.of(action));
    try {
      return new OverlayApplier(contract).apply(parser.parse(OVERLAY, overlay));
    } catch (PathNotFoundException e) {
      return contract; // only some targets that are not there are an error to the applier
    }
  }

  private static final DocumentLoader NO_REFERENCES =
      new DocumentLoader(
          uri -> {
            throw new IOException("An overlay refers to no other file: " + uri);
          },
          text -> {
            throw new IllegalStateException("An overlay refers to no other file.");
          });
}
