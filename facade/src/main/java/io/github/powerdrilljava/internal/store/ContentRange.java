package io.github.powerdrilljava.internal.store;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a 206 brings.
 *
 * @param first of the object
 * @param length how many
 * @param size the whole object's
 */
public record ContentRange(long first, long length, long size) {

  /** Blanks and case are forgiven; 18 digits fit into a long. */
  private static final Pattern CONTENT_RANGE =
      Pattern.compile(
          "\\s*bytes\\s+(\\d{1,18})\\s*-\\s*(\\d{1,18})\\s*/\\s*(\\d{1,18})\\s*",
          Pattern.CASE_INSENSITIVE);

  public boolean isWhole() {
    return length == size;
  }

  /** All that a 200 brings; null if it does not state how much that is, or it is nothing. */
  public static @Nullable ContentRange whole(Response response) {
    long length = response.body().contentLength();
    return length > 0 ? new ContentRange(0, length, length) : null;
  }

  /** Null if the response states none, two, or nonsense. */
  public static @Nullable ContentRange of(Response response) {
    Set<ContentRange> ranges = new HashSet<>();
    for (String header : response.headers("Content-Range")) {
      for (String each : header.split(",", -1)) {
        ContentRange range = parse(each);
        if (range == null) {
          return null;
        }
        ranges.add(range);
      }
    }
    return ranges.size() == 1 ? ranges.iterator().next() : null;
  }

  private static @Nullable ContentRange parse(String text) {
    Matcher range = CONTENT_RANGE.matcher(text);
    if (!range.matches()) {
      return null;
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long size = Long.parseLong(range.group(3));
    return first <= last && last < size ? new ContentRange(first, last - first + 1, size) : null;
  }

  /**
   * Fails if a 206 cannot be what it states: where a proxy compresses each range, the body has
   * another length.
   */
  public void requireIn(Response response) throws InconsistentResponseException {
    if (Version.type(response.headers()).startsWith("multipart/byteranges")) {
      throw InconsistentResponseException.of("has several ranges in it");
    }
    long length = response.body().contentLength();
    if (length < 0 && !Version.encoding(response.headers()).isEmpty()) {
      throw InconsistentResponseException.of(
          "is" + Version.encoded(response) + " and states no length");
    }
    if (length >= 0 && length != this.length) {
      throw InconsistentResponseException.of(
          "has " + length + " bytes" + Version.encoded(response) + ", but states " + this.length);
    }
  }
}
