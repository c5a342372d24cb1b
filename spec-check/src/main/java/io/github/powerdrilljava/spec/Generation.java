package io.github.powerdrilljava.spec;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.Document;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Makes a client from a contract as the build does, and compiles it. */
public final class Generation {

  /** One class of each library that generated code needs. */
  private static final List<Class<?>> NEEDED =
      List.of(
          retrofit2.Call.class,
          com.squareup.moshi.Moshi.class,
          okhttp3.OkHttpClient.class,
          okio.Buffer.class,
          kotlin.Unit.class,
          org.jspecify.annotations.Nullable.class);

  private final Path module;

  /**
   * Prepares it.
   *
   * @param module the directory of the generated client, which has the settings and the templates
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
    generate(settings);
  }

  /** The generator begs for money on standard output, which is the report's. */
  private static void generate(CodegenConfigurator settings) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      new DefaultGenerator().opts(settings.toClientOptInput()).generate();
    } finally {
      System.setOut(out);
    }
  }

  private static List<String> compile(Path target) throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(target)) {
      sources = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-nowarn",
              "--module-path",
              libraries(),
              "-d",
              target.resolve("classes").toString());
      compiler
          .getTask(
              Writer.nullWriter(),
              files,
              diagnostics,
              options,
              null,
              files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    List<String> problems = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        JavaFileObject source = diagnostic.getSource();
        problems.add(
            "What is generated does not compile: %s: %s"
                .formatted(
                    source == null
                        ? "all"
                        : Path.of(source.getName()).getFileName()
                            + ", line "
                            + diagnostic.getLineNumber(),
                    diagnostic.getMessage(Locale.ROOT)));
      }
    }
    return problems;
  }

  private static String libraries() {
    return NEEDED.stream()
        .map(Generation::jar)
        .distinct()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String jar(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
