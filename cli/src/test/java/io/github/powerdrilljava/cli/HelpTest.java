package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(strings = {"presign", "sandbox", "completion"})
  void isAlsoWhatTheHelpCommandShows(String command) {
    Outcome outcome = Outcome.of(Map.of(), "help", command);

    assertThat(outcome).isEqualTo(Outcome.of(Map.of(), command, "--help"));
    assertThat(outcome.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sandbox", "demo", "generate-completion"})
  void namesNoServiceWhereNoneIsAsked(String command) {
    assertThat(Outcome.of(Map.of(), command, "--help").out())
        .contains("--verbose")
        .doesNotContain("--base-url", "--api-key-file", "--attempts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datasets",
        "datasources",
        "presign",
        "download",
        "export",
        "sandbox",
        "demo",
        "generate-completion"
      })
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
  void printsTheVersion() {
    assertThat(Outcome.of(Map.of(), "--version").out())
        .isEqualTo("powerdrill (not run from its jar)\nJava " + Runtime.version() + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate-completion", "completion"})
  void comesAsAShellCompletionToo(String command) {
    Outcome outcome = Outcome.of(Map.of(), command);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("_complete_powerdrill", "--expires-in", "--api-key-file");
  }
}
