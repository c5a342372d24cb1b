package io.github.powerdrilljava.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.squareup.moshi.JsonDataException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @CsvSource({
    "2024-11-13T14:15:22Z, 2024-11-13T14:15:22Z",
    "2024-11-13T14:15:22.1Z, 2024-11-13T14:15:22.100Z",
    "2024-11-13T14:15:22.123456789Z, 2024-11-13T14:15:22.123456789Z",
    "2024-11-13T14:15:22.123456789987654321Z, 2024-11-13T14:15:22.123456789Z",
    "2024-11-13t14:15:22.5z, 2024-11-13T14:15:22.500Z",
    "2024-11-13T14:15:22+00:00, 2024-11-13T14:15:22Z",
    "2024-11-13T14:15:22.123+08:00, 2024-11-13T06:15:22.123Z",
    "2024-11-13T14:15:22-09:30, 2024-11-13T23:45:22Z",
    "2024-11-13T23:59:59.999999999999+14:00, 2024-11-13T09:59:59.999999999Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
  })
  void readsDateTimesWithAnyOffsetAndFraction(String text, Instant instant) throws Exception {
    assertThat(Json.MOSHI.adapter(Instant.class).fromJson('"' + text + '"')).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2024-11-13\"",
        "\"2024-11-13T14:15:22\"",
        "\"2024-13-13T14:15:22Z\"",
        "\"\"",
        "0",
        "true"
      })
  void refusesWhatIsNoDateTime(String json) {
    assertThatExceptionOfType(JsonDataException.class)
        .isThrownBy(() -> Json.MOSHI.adapter(Instant.class).fromJson(json));
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.String, 1, a string but was a number",
    "java.lang.String, [], a string but was a array",
    "java.lang.Long, '\"1\"', a number but was a string",
    "java.math.BigDecimal, '\"1\"', a number but was a string",
  })
  void readsNoKindForAnother(Class<?> type, String json, String said) {
    assertThatExceptionOfType(JsonDataException.class)
        .isThrownBy(() -> Json.MOSHI.adapter(type).fromJson(json))
        .withMessage("expected " + said);
  }

  @Test
  void readsNumbersOfUpToAThousandDigits() throws Exception {
    var adapter = Json.MOSHI.adapter(BigDecimal.class);
    assertThat(adapter.fromJson("9".repeat(1000))).isEqualTo("9".repeat(1000));
    assertThatExceptionOfType(JsonDataException.class)
        .isThrownBy(() -> adapter.fromJson("9".repeat(1001)))
        .withMessage("is a number of 1001 characters");
  }

  @Test
  void writesWhatItReads() throws Exception {
    assertRoundTrip(Instant.class, "\"2024-11-13T14:15:22.123Z\"");
    assertRoundTrip(LocalDate.class, "\"2024-11-13\"");
    assertRoundTrip(BigDecimal.class, "12345678901234567890.123456789");
    assertRoundTrip(Long.class, "9007199254740993");
    assertRoundTrip(String.class, "\"数\"");
    assertRoundTrip(Instant.class, "null");
  }

  private static <T> void assertRoundTrip(Class<T> type, String json) throws Exception {
    var adapter = Json.MOSHI.adapter(type);
    assertThat(adapter.toJson(adapter.fromJson(json))).isEqualTo(json);
  }
}
