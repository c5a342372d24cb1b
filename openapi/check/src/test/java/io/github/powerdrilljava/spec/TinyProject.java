package io.github.powerdrilljava.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerdrilljava.openapi.ContractMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A project of a few lines, with a client, a facade and a contract suite that are quick to try. */
final class TinyProject {

  /** Where the generated client is, from the root. */
  static final String CLIENT = "generated-client";

  static final String FACADE = "facade/src/main/java/";
  static final String SUITE =
      "facade/src/test/java/io/github/powerdrilljava/contract/ContractSuite.java";

  static final String CONTRACT =
      "{openapi: 3.0.1, paths: {/foo: {get: {operationId: foo, responses: {200: {}}}}}}";

  private static final String TEMPLATES = CLIENT + "/src/main/templates/";
  private static final String API =
      """
      package io.github.powerdrilljava.generated.api;
      {{#operations}}{{#operation}}{{#vendorExtensions.x-java}}
      public interface {{api}} {}
      {{/vendorExtensions.x-java}}{{/operation}}{{/operations}}
      """;

  final Path root;

  TinyProject(Path root) throws IOException {
    this.root = root;
    for (String template : List.of("model", "FilePart", "Parts", "Plain", "Values")) {
      template(template, "// nothing");
    }
    template("reachability-metadata", "{}");
    template("api", API);
    template("module-info", "module a { requires what.is.nowhere; }");
    file(FACADE + "module-info.java", "module b { requires what.is.nowhere; }");
    file(FACADE + "notes.txt", "no Java");
    file(
        FACADE + "Facade.java",
        "class Facade { io.github.powerdrilljava.generated.api.FooApi a; }");
    file("facade/src/main/resources/facade.txt", "a resource");
    file("openapi/overlay.yaml", "{overlay: 1.0.0, actions: []}");
    file("openapi/powerdrill-v2.yaml", CONTRACT);
    suite("return List.of();");
  }

  void template(String name, String text) throws IOException {
    file(TEMPLATES + name + ".mustache", text);
  }

  /** A contract suite whose {@code run} has these statements. */
  void suite(String statements) throws IOException {
    file(
        SUITE,
        """
        package io.github.powerdrilljava.contract;
        import java.util.List;
        public final class ContractSuite {
          public record Finding(
              String operation, String field, String pointer, String what, String evidence) {}
          public static List<Finding> run(String merged) throws Exception {
            %s
          }
        }
        """
            .formatted(statements));
  }

  void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A merged contract of one operation, for which the client has the interface FooApi. */
  static Map<String, Object> merged() {
    return ContractMerge.canonical(CONTRACT.getBytes(UTF_8));
  }
}
