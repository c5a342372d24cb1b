package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples name the command as it was called, which the launcher says. */
@Isolated("It sets a system property.")
class ThisCommandTest {

  @AfterEach
  void forget() {
    System.clearProperty("powerdrill.command");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        ",                powerdrill",
        "./powerdrill,    ./powerdrill",
        "/a b/powerdrill, '/a b/powerdrill'",
        "/$1/powerdrill,  '/$1/powerdrill'",
      })
  void canBePasted(@Nullable String called, String shown) {
    if (called != null) {
      System.setProperty("powerdrill.command", called);
    }

    assertThat(Outcome.of(Map.of(), "presign").err())
        .endsWith(" See '" + shown + " presign --help'.\n");
  }
}
