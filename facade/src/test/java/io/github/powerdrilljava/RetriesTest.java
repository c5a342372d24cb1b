package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that contradict each other are refused where they are made. */
class RetriesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | PT0S  | PT0S  | PT0S  | maxAttempts must be at least 1: 0
          -1 | PT0S  | PT0S  | PT0S  | maxAttempts must be at least 1: -1
          1  | PT-1S | PT0S  | PT0S  | 0 <= firstDelay <= maxDelay must hold: PT-1S, PT0S
          1  | PT2S  | PT1S  | PT0S  | 0 <= firstDelay <= maxDelay must hold: PT2S, PT1S
          1  | PT0S  | PT0S  | PT-1S | maxRetryAfter must not be negative: PT-1S
          """)
  void refusesWhatCannotBe(
      int attempts, Duration first, Duration most, Duration retryAfter, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retries(attempts, first, most, retryAfter))
        .withMessage(message);
  }

  @Test
  void takesZeroEverywhereButForTheAttempts() {
    Retries least = new Retries(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    assertThat(least.withMaxAttempts(2).maxAttempts()).isEqualTo(2);
    assertThat(least.withMaxAttempts(2).maxDelay()).isZero();
  }
}
