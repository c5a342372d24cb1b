package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {

  @ParameterizedTest
  @CsvSource({"80, 79", "200, 79", "40, 39", "12, 11", "0, 79", "-1, 79"})
  void leavesTheLastColumnOfTheTerminalEmpty(int columns, int widest) {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    try (ProgressDisplay display =
        new ProgressDisplay(new PrintStream(terminal, true, UTF_8), columns)) {
      display.onProgress(1_000_000, 30_000_000_000L);
      display.onProgress(29_999_999_999L, 30_000_000_000L);
    }

    assertThat(terminal.toString(UTF_8).strip().split("[\r\n]+", -1))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.length()).isBetween(1, widest));
  }
}
