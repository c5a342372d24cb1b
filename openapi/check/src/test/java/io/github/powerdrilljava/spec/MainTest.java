package io.github.powerdrilljava.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run ends with the status of its verdict, if anybody could read it. */
class MainTest {

  @TempDir Path root;
  private TinyProject project;
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void setUp() throws Exception {
    project = new TinyProject(root);
    System.setOut(new PrintStream(out, false, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
  }

  @AfterEach
  void putBack() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private int checked() {
    return Main.run(root, "check", root.resolve("openapi/powerdrill-v2.yaml").toString());
  }

  /** As where a disk is full. */
  private static void breakStandardOutput() {
    System.setOut(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            false,
            UTF_8));
  }

  @Test
  void printsTheReportOfACompatibleContract() {
    assertThat(checked()).isZero();
    System.out.flush();
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            Nothing changed in the contract.
            The client of the one operation generates and compiles.
            Verdict: compatible: accept it, and mvn verify stays green.
            """);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void asksForTheChangesThatTheSuiteFinds() throws Exception {
    project.suite(
        "return List.of(new Finding(\"GET /foo\", \"\", \"\", \"It is not used\", \"\"));");
    assertThat(checked()).isEqualTo(1);
    System.out.flush();
    assertThat(out.toString(UTF_8))
        .contains("To be changed here:\n  GET /foo: It is not used\n")
        .endsWith("Verdict: changes needed: see \"To be changed here\".\n");
  }

  @Test
  void doesNotEndWellWhereTheVerdictCannotBeWritten() {
    breakStandardOutput();
    assertThat(checked()).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo("powerdrill spec: standard output could not be written\n");
  }

  @Test
  void keepsTheStatusOfAVerdictThatAsksForChangesWhereItCannotBeWritten() throws Exception {
    project.suite("return List.of(new Finding(\"\", \"\", \"\", \"It is not used\", \"\"));");
    breakStandardOutput();
    assertThat(checked()).isEqualTo(1);
  }
}
