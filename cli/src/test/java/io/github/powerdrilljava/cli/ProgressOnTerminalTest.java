package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bar is for a person at a terminal: the launcher sees whether standard error is one. */
@Isolated("It sets the standard output.")
class ProgressOnTerminalTest {

  private static final long TOTAL = 2_000_000_000;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream toOut = new ByteArrayOutputStream();
  private final ByteArrayOutputStream toErr = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
    System.clearProperty("powerdrill.terminal");
    System.clearProperty("powerdrill.columns");
  }

  /** What a download shows of its progress, where the launcher has seen this. */
  private String shown(@Nullable String terminal, @Nullable String columns, long... received) {
    set("powerdrill.terminal", terminal);
    set("powerdrill.columns", columns);
    System.setOut(new PrintStream(toOut, true, UTF_8));
    System.setErr(new PrintStream(toErr, true, UTF_8));
    Output output = new Output();
    PrintWriter none = new PrintWriter(Writer.nullWriter());
    output.use(none, none, Screen.of(Map.of()));
    try (ProgressDisplay display = ProgressDisplay.of(output)) {
      for (long bytes : received) {
        display.onProgress(bytes, TOTAL);
      }
    }
    assertThat(toOut.toString(UTF_8)).as("standard output is for results").isEmpty();
    return toErr.toString(UTF_8);
  }

  private static void set(String property, @Nullable String value) {
    if (value != null) {
      System.setProperty(property, value);
    }
  }

  @ParameterizedTest
  @CsvSource({", 80", "false, 80", "'', 80", "1, 80"})
  void nothingIsShownInAPipe(@Nullable String terminal, String columns) {
    assertThat(shown(terminal, columns, 0, TOTAL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"80, 79", "60, 59", ", 79", "wide, 79"})
  void theBarFillsTheTerminalButForItsLastColumn(@Nullable String columns, int width) {
    String[] lines = shown("true", columns, 0, TOTAL).strip().split("\r", -1);

    assertThat(lines[lines.length - 1]).startsWith("download").hasSizeBetween(width - 1, width);
  }

  @Test
  void theBarEndsWithAllThatHasArrived() {
    assertThat(shown("true", "80", 0, TOTAL / 2, TOTAL)).contains("100%", "2000/2000 MB");
  }

  @Test
  void theBarShowsHowFarADownloadCameThatFailed() {
    assertThat(shown("true", "80", 0, TOTAL / 2)).contains("50%", "1000/2000 MB");
  }

  @Test
  void theRateIgnoresWhatAnEarlierDownloadFetched() {
    assertThat(shown("true", "80", TOTAL / 2)).contains("1000/2000 MB", " / ?) ? MB/s");
  }
}
