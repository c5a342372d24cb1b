package io.github.powerdrilljava.spec;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Lays a new file of the vendor's beside the current one, and tells what that means. */
final class SpecCheck {

  /** What swagger-parser says of schema names that are not ASCII, which do no harm. */
  private static final String ODD_NAME = "does not adhere to regular expression";

  private final Path root;

  /**
   * Prepares it.
   *
   * @param root of this project
   */
  SpecCheck(Path root) {
    this.root = root;
  }

  /** The vendor's file that is in use. */
  Path current() {
    return root.resolve("openapi/powerdrill-v2.yaml");
  }

  Report check(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return broken(List.of("It is a directory."));
    }
    String vendor;
    try {
      vendor = Files.readString(file);
    } catch (CharacterCodingException e) {
      return broken(List.of("It is not text in UTF-8."));
    }
    List<String> broken = flaws(vendor);
    if (!broken.isEmpty()) {
      return broken(broken);
    }
    String overlay = Files.readString(root.resolve("openapi/overlay.yaml"));
    List<String> objections = new ArrayList<>();
    String merged = ContractMerge.merge(vendor, overlay, objections::add);
    String before = ContractMerge.merge(Files.readString(current()), overlay, objection -> {});
    return Report.of(
        operations(merged),
        Comparison.of(before, merged),
        objections,
        TakenForGranted.differences(read(merged)),
        generate(merged));
  }

  private static Report broken(List<String> why) {
    return Report.of(0, List.of(), List.of(), List.of(), why);
  }

  /** What makes a text no contract. */
  private static List<String> flaws(String text) {
    try {
      if (!(read(text).get("paths") instanceof Map<?, ?> paths) || paths.isEmpty()) {
        return List.of("It has no paths.");
      }
    } catch (YAMLException | ClassCastException | NullPointerException e) {
      return List.of("It is neither YAML nor JSON: " + e.getMessage());
    }
    SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(text);
    List<String> messages = parsed.getMessages() == null ? List.of() : parsed.getMessages();
    return messages.stream().filter(message -> !message.contains(ODD_NAME)).toList();
  }

  private static Map<String, Object> read(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  private static int operations(String contract) {
    return new OpenAPIV3Parser()
        .readContents(contract).getOpenAPI().getPaths().values().stream()
            .mapToInt(item -> item.readOperations().size())
            .sum();
  }

  private List<String> generate(String contract) throws IOException {
    Path directory = Files.createTempDirectory("powerdrill-spec");
    try {
      Path merged = Files.writeString(directory.resolve("contract.yaml"), contract);
      return new Generation(root.resolve("generated-client"))
          .run(merged, directory.resolve("generated"));
    } finally {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
