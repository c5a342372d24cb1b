package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(strings = {"presign", "download", "sandbox", "demo", "generate-completion"})
  void isThereForEveryCommand(String command) {
    Outcome outcome = Outcome.of(Map.of(), command, "--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .startsWith("Usage: powerdrill " + command)
        .doesNotContain("Exit codes:");
    assertThat(Outcome.of(Map.of(), "--help").out()).contains("\n  " + command);
  }

  @Test
  void isShownOnStandardErrorToWhoNamesNoCommand() {
    Outcome outcome = Outcome.of(Map.of());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("Usage: powerdrill ");
  }

  @Test
  void tellsTheVersion() {
    assertThat(Outcome.of(Map.of(), "--version").out()).startsWith("powerdrill ");
  }

  @Test
  void comesAsAShellCompletionToo() {
    Outcome outcome = Outcome.of(Map.of(), "generate-completion");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("_complete_powerdrill", "--expires-in", "--api-key-file");
  }
}
