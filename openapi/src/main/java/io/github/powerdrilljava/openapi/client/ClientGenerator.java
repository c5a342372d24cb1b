package io.github.powerdrilljava.openapi.client;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Writes the Java sources of the client that a document of {@code ClientContract} describes. */
public final class ClientGenerator {

  private ClientGenerator() {}

  /**
   * Generates.
   *
   * @param arguments the document, the directory of the templates, and the target
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("Expected: DOCUMENT TEMPLATES TARGET");
    }
    generate(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
  }

  /**
   * Generates. A source that stays the same keeps its time stamp, so that it is not compiled again;
   * one that is no longer generated is deleted.
   *
   * @param target gets {@code src/main/java}
   */
  public static void generate(Path document, Path templates, Path target) throws IOException {
    CodegenConfigurator settings = new CodegenConfigurator();
    settings.setGeneratorName(ClientCodegen.class.getName());
    settings.setInputSpec(document.toString());
    settings.setOutputDir(target.toString());
    settings.setTemplateDir(templates.toString());
    // What it would object to is no contract: its names and types are settled.
    settings.setValidateSpec(false);
    settings.setEnableMinimalUpdate(true);
    Set<Path> generated = run(settings);
    try (Stream<Path> all = Files.walk(target.resolve(ClientCodegen.SOURCES))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!generated.contains(file.toRealPath())) {
          Files.delete(file);
        }
      }
    }
  }

  /** The generator asks for donations on standard output, which may be a report's. */
  private static Set<Path> run(CodegenConfigurator settings) throws IOException {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      Set<Path> files = new HashSet<>();
      for (File file : new DefaultGenerator().opts(settings.toClientOptInput()).generate()) {
        files.add(file.toPath().toRealPath());
      }
      return files;
    } finally {
      System.setOut(out);
    }
  }
}
