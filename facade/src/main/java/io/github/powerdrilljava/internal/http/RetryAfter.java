package io.github.powerdrilljava.internal.http;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}. */
public final class RetryAfter {

  /** More digits would only take long to read. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,100}");

  private RetryAfter() {}

  /** The longest wait that is asked for, where there are several. */
  public static @Nullable Duration of(Headers headers) {
    return headers.values("Retry-After").stream()
        .map(value -> of(value.strip(), headers))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Seconds, or a date, which is compared with the server's own clock where it states that. */
  private static @Nullable Duration of(String value, Headers headers) {
    try {
      Duration wait =
          SECONDS.matcher(value).matches()
              ? seconds(value)
              : Duration.between(now(headers), httpDate(value));
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static Duration seconds(String digits) {
    BigInteger seconds = new BigInteger(digits);
    return Duration.ofSeconds(seconds.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  private static Instant now(Headers headers) {
    String date = headers.get("Date");
    return date == null ? Instant.now() : httpDate(date);
  }

  private static Instant httpDate(String text) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
  }
}
