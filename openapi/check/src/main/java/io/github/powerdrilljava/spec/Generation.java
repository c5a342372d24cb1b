package io.github.powerdrilljava.spec;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.openapi.client.ClientCodegen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Generates a client from a contract as the build does, and compiles it. */
public final class Generation {

  private final Path module;

  /**
   * Prepares it.
   *
   * @param module the directory of the generated client, which has the templates
   */
  public Generation(Path module) {
    this.module = module;
  }

  /**
   * Generates and compiles.
   *
   * @param merged the merged contract
   * @param target an empty directory, which gets {@code src/main/java} and {@code classes}
   * @return what went wrong, in sentences
   */
  public List<String> run(Map<String, Object> merged, Path target) throws IOException {
    try {
      generate(merged, target);
    } catch (RuntimeException e) {
      return List.of("The generator could not write the client that the contract describes.");
    }
    return compile(target);
  }

  /** Generates only. */
  public void generate(Map<String, Object> merged, Path target) throws IOException {
    Files.createDirectories(target);
    Path client =
        Files.writeString(target.resolve("client.json"), Document.write(ClientContract.of(merged)));
    CodegenConfigurator settings = new CodegenConfigurator();
    settings.setGeneratorName(ClientCodegen.class.getName());
    settings.setInputSpec(client.toString());
    settings.setOutputDir(target.toString());
    settings.setTemplateDir(module.resolve("src/main/templates").toString());
    settings.setValidateSpec(false);
    settings.setEnableMinimalUpdate(true);
    new DefaultGenerator().opts(settings.toClientOptInput()).generate();
  }

  private static List<String> compile(Path target) throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(target)) {
      sources =
          all.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("module-info.java"))
              .toList();
    }
    return Compilation.run(sources, List.of(), target.resolve("classes")).stream()
        .map(
            problem ->
                "What is generated does not compile: %s%s"
                    .formatted(
                        problem.file() == null
                            ? ""
                            : "%s, line %d: "
                                .formatted(problem.file().getFileName(), problem.line()),
                        problem.message()))
        .toList();
  }
}
