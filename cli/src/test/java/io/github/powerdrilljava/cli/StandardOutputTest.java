package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What goes to standard output is all there, or else the command says so. */
@Isolated("It sets the standard output.")
class StandardOutputTest extends AtSandbox {

  /** A reader that has gone, or a disk that is full: Java does not distinguish the two. */
  private static final class Unwritable extends OutputStream {

    private int writes;

    @Override
    public void write(int one) throws IOException {
      writes++;
      throw new IOException("no more");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      write(0);
    }
  }

  /** What becomes of a command whose standard output this is. */
  private Outcome run(OutputStream standardOutput, String... args) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(standardOutput));
    try {
      return Outcome.of(environment(Map.of()), args);
    } finally {
      System.setOut(out);
    }
  }

  @Test
  void holdsAllOfAStreamAndNothingElse() throws IOException {
    byte[] content = new byte[300_001];
    new Random(4).nextBytes(content);
    sandbox.put("dset", "large", Files.write(served.resolve("large.bin"), content));
    ByteArrayOutputStream written = new ByteArrayOutputStream();

    Outcome outcome = run(written, "download", "dset", "large", "-o", "-");

    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    assertThat(written.toByteArray()).isEqualTo(content);
  }

  @Test
  void endsADownloadWhereItTakesNoMore() throws IOException {
    sandbox.put("dset", "huge", Files.write(served.resolve("huge.bin"), new byte[4_000_000]));
    Unwritable broken = new Unwritable();

    Outcome outcome = run(broken, "download", "dset", "huge", "-o", "-");

    assertThat(outcome).isEqualTo(ofUnwritableOutput());
    assertThat(broken.writes).as("attempts to write").isBetween(1, 2);
  }

  @Test
  void endsASandboxWhoseSettingsNobodyCanRead() {
    PrintStream out = System.out;
    PrintStream broken = new PrintStream(new Unwritable());
    System.setOut(broken);
    try {
      broken.print("# as the settings are printed\n");
      Outcome outcome = Outcome.of(Map.of(), "sandbox");

      assertThat(outcome.exitCode()).isEqualTo(ofUnwritableOutput().exitCode());
      assertThat(outcome.err()).isEqualTo(ofUnwritableOutput().err());
    } finally {
      System.setOut(out);
    }
  }

  /** To a pipe, it is the reader who wants no more, who needs no message. */
  private static Outcome ofUnwritableOutput() {
    return FileMode.of(Path.of("/dev/fd/1")).isPipe()
        ? new Outcome(141, "", "")
        : new Outcome(1, "", "powerdrill: standard output could not be written.\n");
  }
}
