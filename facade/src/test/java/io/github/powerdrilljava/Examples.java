package io.github.powerdrilljava;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the examples of documents: statements, with their imports among them. */
final class Examples {

  private Examples() {}

  /** The example as the body of a method, in a class of this name. */
  static JavaFileObject source(String className, String example) {
    String code =
        "%s\nclass %s {\nvoid example() throws Exception {\n%s\n}}\n"
            .formatted(lines(example, true), className, lines(example, false));
    return new SimpleJavaFileObject(
        URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }

  private static String lines(String example, boolean imports) {
    return example
        .lines()
        .filter(line -> line.startsWith("import ") == imports)
        .collect(Collectors.joining("\n"));
  }

  /** What the compiler reports, each with the class it is about; empty if all compile. */
  static List<String> compilationProblems(List<JavaFileObject> sources, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    compiler.getTask(null, null, problems, options, null, sources).call();
    return problems.getDiagnostics().stream().map(Object::toString).toList();
  }
}
