package io.github.powerdrilljava.spec;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles Java in this process, against the class path of this process. */
final class Compilation {

  /** Of Java, for which this project is built. */
  private static final int RELEASE = 17;

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** Shared and never closed: it keeps what the jars of the class path hold. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  private Compilation() {}

  /**
   * Why something does not compile.
   *
   * @param file null if the problem is not in one file
   * @param message of the compiler, on one line
   */
  record Problem(@Nullable Path file, long line, String message) {}

  /** Compiles for that release and reports what does not compile. */
  static List<Problem> run(List<Path> sources, List<Path> also, Path target) throws IOException {
    Files.createDirectories(target);
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    synchronized (FILES) {
      COMPILER
          .getTask(
              Writer.nullWriter(),
              FILES,
              diagnostics,
              options(also, target),
              null,
              FILES.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return problems(diagnostics);
  }

  private static List<String> options(List<Path> also, Path target) {
    String classPath =
        Stream.concat(
                also.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
            .collect(Collectors.joining(System.getProperty("path.separator")));
    List<String> options =
        new ArrayList<>(
            List.of("-proc:none", "-nowarn", "-parameters", "-Xmaxerrs", "1000", "-cp", classPath));
    if (Runtime.version().feature() > RELEASE) { // costs reading a large file each time
      options.addAll(List.of("--release", Integer.toString(RELEASE)));
    }
    options.addAll(List.of("-d", target.toString()));
    return options;
  }

  private static List<Problem> problems(DiagnosticCollector<JavaFileObject> diagnostics) {
    List<Problem> problems = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        JavaFileObject source = diagnostic.getSource();
        problems.add(
            new Problem(
                source == null ? null : Path.of(source.toUri()),
                diagnostic.getLineNumber(),
                diagnostic.getMessage(Locale.ROOT).replaceAll("\\s+", " ")));
      }
    }
    return problems;
  }
}
