package io.github.powerdrilljava.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java is compiled in process, and what does not compile is told with its place. */
class CompilationTest {

  @TempDir Path dir;

  private Path source(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private List<Compilation.Problem> problems(Path... sources) throws IOException {
    return Compilation.run(List.of(sources), List.of(), dir.resolve("classes"));
  }

  @Test
  void reportsFileAndLineOfACompileErrorInOneLine() throws Exception {
    Path source = source("A.java", "class A {\n  Gone gone;\n}\n");
    assertThat(problems(source))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo(source);
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.message()).contains("class Gone location: class A");
            });
  }

  @Test
  void toleratesWhatOnlyDeservesANote() throws Exception {
    Path source = source("A.java", "class A { java.util.List a = new java.util.ArrayList(1); }");
    Path other = source("B.java", "class B { void b(A a) { a.a.add(1); } }");
    assertThat(problems(source, other)).isEmpty();
    assertThat(dir.resolve("classes/B.class")).exists();
  }

  @Test
  void findsClassesThatWereCompiledBefore() throws Exception {
    assertThat(problems(source("A.java", "class A {}"))).isEmpty();
    Path user = source("B.java", "class B { A a; }");
    assertThat(Compilation.run(List.of(user), List.of(dir.resolve("classes")), dir.resolve("more")))
        .isEmpty();
  }
}
