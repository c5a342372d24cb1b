package io.github.powerdrilljava.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

  @Test
  void readsWhatTheJdkReads() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long second =
          random.nextLong(
              Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(),
              Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() + 1);
      int nanos =
          switch (i % 4) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1_000;
            default -> random.nextInt(1_000_000_000);
          };
      Instant time = Instant.ofEpochSecond(second, nanos);
      assertThat(UtcTime.parse(time.toString())).as("seed 1, number %s", i).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2024-11-13T10:00:00.1Z", "2024-11-13T10:00:00.12Z", "2024-11-13T10:00:00.1234Z"})
  void readsAnyNumberOfFractionDigits(String text) {
    assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2024-11-13",
        "2024-11-13T10:00:00",
        "2024-11-13T10:00Z",
        "2024-11-13t10:00:00Z",
        "2024-11-13T10:00:00z",
        "2024-11-13 10:00:00Z",
        "2024-11-13T10:00:00+00:00",
        "2024-11-13T10:00:00.Z",
        "2024-11-13T10:00:00,5Z",
        "2024-11-13T10:00:00.5+01:00Z",
        "2024-11-13T10:00:00.1234567891Z",
        "2024-11-13T10:00:00.12x4Z",
        "+2024-11-13T10:00:00Z",
        "2024-11-13T10:00:+1Z",
        "2024-11-13T10:00:0\u0661Z",
      })
  void leavesOtherFormsToOthers(String text) {
    assertThat(UtcTime.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-13-01T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-11-13T24:00:00Z",
        "2024-11-13T10:60:00Z",
        "2024-11-13T10:00:60Z",
      })
  void refusesATimeThatThereIsNot(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> UtcTime.parse(text));
  }
}
