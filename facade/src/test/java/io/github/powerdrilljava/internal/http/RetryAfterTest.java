package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.RandomInput;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@code Retry-After} header asks for. */
class RetryAfterTest {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static @Nullable Duration retryAfter(String value, String date) {
    return RetryAfter.of(
        new Headers.Builder()
            .addUnsafeNonAscii("Retry-After", value)
            .addUnsafeNonAscii("Date", date)
            .build());
  }

  private record Values(String retryAfter, String date) {}

  @Test
  void isNeverNegative() {
    RandomInput.forAny(
        1000,
        input -> new Values(value(input), value(input)),
        values -> {
          Duration wait = retryAfter(values.retryAfter(), values.date());
          assertThat(wait == null || !wait.isNegative()).isTrue();
        });
  }

  private record Seconds(long number, String date) {}

  @Test
  void isReadInSeconds() {
    RandomInput.forAny(
        300,
        input -> new Seconds(input.between(0, Long.MAX_VALUE), value(input)),
        seconds ->
            assertThat(retryAfter(Long.toString(seconds.number()), seconds.date()))
                .isEqualTo(Duration.ofSeconds(seconds.number())));
  }

  private record Dates(Instant date, Instant until) {}

  @Test
  void isReadAsADateThatIsHeldAgainstTheServicesClock() {
    RandomInput.forAny(
        300,
        input -> new Dates(date(input), date(input)),
        dates -> {
          Duration between = Duration.between(dates.date(), dates.until());
          assertThat(retryAfter(HTTP_DATE.format(dates.until()), HTTP_DATE.format(dates.date())))
              .isEqualTo(between.isNegative() ? Duration.ZERO : between);
        });
  }

  /**
   * What servers also send, and how long it asks to wait: null for nothing that could be obeyed.
   */
  @Test
  void isReadFromOddHeadersToo() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(asked("3000000001")).isEqualTo(Duration.ofSeconds(3_000_000_001L));
    assertThat(asked("1" + "0".repeat(30))).isEqualTo(longest);
    assertThat(asked("9223372036854775808")).isEqualTo(longest);
    assertThat(asked(" 7 ")).isEqualTo(Duration.ofSeconds(7));
    assertThat(asked("007")).isEqualTo(Duration.ofSeconds(7));
    assertThat(asked("5", "60", "7")).isEqualTo(Duration.ofMinutes(1));
    assertThat(asked("soon", "5")).isEqualTo(Duration.ofSeconds(5));
    assertThat(asked("Fri, 31 Dec 9999 23:59:59 GMT")).isGreaterThan(Duration.ofDays(2_000_000));
    for (String nonsense : List.of("", "-1", "1.5", "1e3", "+5", "٣", "0x10", "1, 2", "soon")) {
      assertThat(asked(nonsense)).as(nonsense).isNull();
    }
    assertThat(asked()).isNull();
  }

  private static @Nullable Duration asked(String... values) {
    Headers.Builder headers = new Headers.Builder();
    for (String value : values) {
      headers.addUnsafeNonAscii("Retry-After", value);
    }
    return RetryAfter.of(headers.build());
  }

  private static String value(RandomInput input) {
    return input.made(
        () -> input.text(40),
        () -> Long.toString(input.between(Long.MIN_VALUE, Long.MAX_VALUE)),
        () -> HTTP_DATE.format(date(input)));
  }

  private static Instant date(RandomInput input) {
    return Instant.ofEpochSecond(
        input.between(
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond()));
  }
}
