package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

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

  @Property(tries = 1000, seed = "1")
  void isNeverNegative(@ForAll("values") String value, @ForAll("values") String date) {
    Duration wait = retryAfter(value, date);
    assertThat(wait == null || !wait.isNegative()).isTrue();
  }

  @Property(tries = 300, seed = "1")
  void isReadInSeconds(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seconds,
      @ForAll("values") String date) {
    assertThat(retryAfter(Long.toString(seconds), date)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Property(tries = 300, seed = "1")
  void isReadAsADateThatIsHeldAgainstTheServicesClock(
      @ForAll("dates") Instant date, @ForAll("dates") Instant until) {
    Duration between = Duration.between(date, until);
    assertThat(retryAfter(HTTP_DATE.format(until), HTTP_DATE.format(date)))
        .isEqualTo(between.isNegative() ? Duration.ZERO : between);
  }

  /**
   * What servers also send, and how long it asks to wait: null for nothing that could be obeyed.
   */
  @Example
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

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40),
        Arbitraries.longs().map(String::valueOf),
        dates().map(HTTP_DATE::format));
  }

  @Provide
  Arbitrary<Instant> dates() {
    return Arbitraries.longs()
        .between(
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond())
        .map(Instant::ofEpochSecond);
  }
}
