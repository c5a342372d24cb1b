package io.github.powerdrilljava.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client is generated and compiled, and what goes wrong is said in sentences. */
class GenerationTest {

  @TempDir Path root;
  private TinyProject project;
  private Path target;

  @BeforeEach
  void setUp() throws Exception {
    project = new TinyProject(root);
    target = root.resolve("made");
  }

  private List<String> problems() throws IOException {
    return new Generation(root.resolve(TinyProject.CLIENT)).run(TinyProject.merged(), target);
  }

  @Test
  void compilesWhatItGeneratesButForTheModule() throws Exception {
    assertThat(problems()).isEmpty();
    assertThat(target.resolve("classes/io/github/powerdrilljava/generated/api/FooApi.class"))
        .exists();
    assertThat(target.resolve("src/main/java/module-info.java")).exists();
    assertThat(target.resolve("classes/module-info.class")).doesNotExist();
  }

  @Test
  void reportsEachCompileError() throws Exception {
    project.template("Plain", "class Plain {\n  Gone a;\n}\n");
    project.template("Parts", "class Parts { int a = true; }");
    assertThat(problems())
        .satisfiesExactlyInAnyOrder(
            problem ->
                assertThat(problem)
                    .startsWith("What is generated does not compile: Plain.java, line 2: ")
                    .contains("Gone"),
            problem ->
                assertThat(problem)
                    .startsWith("What is generated does not compile: Parts.java, line 1: ")
                    .contains("boolean"));
  }

  @Test
  void reportsThatTheGeneratorCouldNotWriteTheClient() throws Exception {
    project.template("api", "{{#operations}} is never closed");
    assertThat(problems())
        .containsExactly("The generator could not write the client that the contract describes.");
  }

  @Test
  void keepsTheTimeOfASourceThatStaysTheSameAndDeletesOneThatIsNoLongerMade() throws Exception {
    assertThat(problems()).isEmpty();
    Path sources = target.resolve("src/main/java/io/github/powerdrilljava/generated");
    Path same = sources.resolve("support/Parts.java");
    Path other = sources.resolve("support/Plain.java");
    Path old = Files.writeString(sources.resolve("api/OldApi.java"), "no Java");
    FileTime before = FileTime.fromMillis(0);
    Files.setLastModifiedTime(same, before);
    Files.setLastModifiedTime(other, before);
    project.template("Plain", "// something");

    assertThat(problems()).isEmpty();

    assertThat(Files.getLastModifiedTime(same)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(other)).isNotEqualTo(before);
    assertThat(other).hasContent("// something");
    assertThat(old).doesNotExist();
  }

  @Test
  void leavesStandardOutputToTheReport() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream heard = new PrintStream(bytes, true, UTF_8)) {
      System.setOut(heard);
      assertThat(problems()).isEmpty();
      assertThat(System.out).isSameAs(heard);
    } finally {
      System.setOut(out);
    }
    assertThat(bytes.toString(UTF_8)).isEmpty();
  }
}
