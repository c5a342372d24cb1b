package io.github.powerdrilljava.sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether an object is still the one that a request is about (RFC 9110, section 13). */
final class Precondition {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private Precondition() {}

  static String httpDate(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  /** True if there is no {@code If-Match}, or if one of its tags is the object's. */
  static boolean ifMatch(List<String> headers, StoredObject.Version version) {
    return headers.isEmpty()
        || headers.stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.equals(version.etag()));
  }

  /** True if there is no {@code If-Range}, or if its tag or its date is the object's. */
  static boolean ifRange(List<String> headers, StoredObject.Version version) {
    return headers.isEmpty()
        || (headers.size() == 1 && isValidator(headers.get(0).strip(), version));
  }

  private static boolean isValidator(String value, StoredObject.Version version) {
    if (value.startsWith("\"") || value.startsWith("W/")) {
      return value.equals(version.etag());
    }
    try {
      Instant date = HTTP_DATE.parse(value, Instant::from);
      return date.equals(version.lastModified().truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
