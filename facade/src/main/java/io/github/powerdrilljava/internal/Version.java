package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which state of an object the store speaks of: parts of different versions are never mixed.
 *
 * @param size the whole object's, in bytes
 * @param validator what {@code If-Range} names this version by: a strong entity tag, or a date of
 *     change that is old enough to be one's own
 */
record Version(long size, String validator) {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** What can be sent back as it came. */
  private static final Pattern STRONG_TAG = Pattern.compile("\"[ !#-~]*\"");

  /** Dates count in seconds: what changed within the last one may change again unseen. */
  private static final Duration OLD_ENOUGH = Duration.ofSeconds(1);

  /**
   * Which bytes a 206 brings.
   *
   * @param first of the object
   * @param length how many
   * @param size the whole object's
   */
  record Range(long first, long length, long size) {

    /** All that a 200 brings; null if it does not say how much that is, or it is nothing. */
    static @Nullable Range whole(Response response) {
      long length = response.body().contentLength();
      return length > 0 ? new Range(0, length, length) : null;
    }

    /** Null if the answer does not say so, says it twice, or says nonsense. */
    static @Nullable Range of(Response response) {
      Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.header("Content-Range")));
      if (!range.matches() || response.headers("Content-Range").size() > 1) {
        return null;
      }
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      long size = Long.parseLong(range.group(3));
      return first <= last && last < size ? new Range(first, last - first + 1, size) : null;
    }
  }

  /** The version that an answer brings a part of, null if it could not be told from another. */
  static @Nullable Version of(Range range, Headers headers) {
    String validator = validator(headers);
    return validator == null ? null : new Version(range.size(), validator);
  }

  private static @Nullable String validator(Headers headers) {
    String tag = headers.get("ETag");
    if (tag != null && STRONG_TAG.matcher(tag).matches()) {
      return tag;
    }
    Instant modified = headers.getInstant("Last-Modified");
    Instant now = headers.getInstant("Date");
    boolean old =
        modified != null && now != null && !now.isBefore(modified.plus(OLD_ENOUGH)) && tag == null;
    return old ? headers.get("Last-Modified") : null;
  }

  /**
   * Which bytes an answer brings that was asked for a part of this version.
   *
   * @param first the first of them
   * @throws ObjectChanged if they are of another version
   * @throws StoreRefusal if it brings no bytes, or other ones
   */
  Range require(Response response, long first) throws IOException {
    int status = response.code();
    if (status == 200 || status == 412 || status == 416) {
      throw new ObjectChanged();
    }
    if (status != 206) {
      throw StoreRefusal.of(response);
    }
    Range range = Range.of(response);
    if (range == null || range.first() != first) {
      throw StoreRefusal.otherBytes(response);
    }
    if (!isOf(range, response.headers())) {
      throw new ObjectChanged();
    }
    return range;
  }

  /**
   * Whether an answer brings a part of this version. It must repeat an entity tag, but not a date
   * (RFC 9110, section 15.3.7).
   */
  boolean isOf(Range range, Headers headers) {
    boolean isTag = validator.startsWith("\"");
    String own = headers.get(isTag ? "ETag" : "Last-Modified");
    return range.size() == size && (own == null ? !isTag : own.equals(validator));
  }
}
