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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Lays our overlay over the vendor's contract; the build runs it before anything reads the
 * contract.
 */
public final class ContractMerge {
  private static final URI OVERLAY = URI.create("overlay.yaml");

  private ContractMerge() {}

  /** Takes three paths: the vendor's contract, the overlay, and where the merged contract goes. */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[2]);
    String merged = merge(Files.readString(Path.of(args[0])), Files.readString(Path.of(args[1])));
    // An unchanged file keeps its time, so that what is made from it is not made again.
    if (!Files.exists(target) || !Files.readString(target).equals(merged)) {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.writeString(target, merged);
    }
  }

  /**
   * Applies an OpenAPI Overlay 1.0 to a contract, both YAML or JSON.
   *
   * @return the merged contract as YAML; the same input gives the same text
   * @throws IllegalArgumentException if an action of the overlay changes nothing, or overwrites
   *     what the contract states
   */
  static String merge(String contract, String overlay) {
    Map<String, Object> merged = read(contract);
    Map<String, Object> whole = read(overlay);
    for (Object action : (List<?>) whole.get("actions")) {
      Object target = ((Map<?, ?>) action).get("target");
      Map<String, Object> before = merged;
      merged = apply(merged, Map.of("overlay", whole.get("overlay"), "actions", List.of(action)));
      if (merged.equals(before)) {
        throw new IllegalArgumentException(
            "This overlay action changes nothing in the contract: " + target);
      }
      if (((Map<?, ?>) action).containsKey("update")) {
        refuseOverwriting("", before, merged, target);
      }
    }
    return write(merged);
  }

  /** What the vendor states has to be looked at, not written over. */
  private static void refuseOverwriting(
      String pointer, Object before, Object after, Object target) {
    if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> updated) {
      old.forEach(
          (key, value) -> refuseOverwriting(pointer + "/" + key, value, updated.get(key), target));
    } else if (before instanceof List<?> old && after instanceof List<?> updated) {
      for (int i = 0; i < old.size(); i++) {
        refuseOverwriting(pointer + "/" + i, old.get(i), updated.get(i), target);
      }
    } else if (!Objects.equals(before, after)) {
      throw new IllegalArgumentException(
          "This overlay action overwrites %s, which the contract states as %s, with %s: %s"
              .formatted(pointer, before, after, target));
    }
  }

  private static Map<String, Object> apply(
      Map<String, Object> contract, Map<String, Object> overlay) {
    OverlayParser parser = new OverlayParser(new DocumentStore(), NO_REFERENCES);
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

  private static Map<String, Object> read(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  private static String write(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(new Representer(options), options).dump(document);
  }
}
