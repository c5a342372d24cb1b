package io.github.powerdrilljava.sandbox;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of an object: the offset of its first byte, and how many bytes. */
record ByteRange(long first, long length) {
  private static final Pattern SINGLE =
      Pattern.compile("bytes=[ \t]*(\\d*)-(\\d*)[ \t]*", Pattern.CASE_INSENSITIVE);

  /** True if no byte of the object was asked for: the range cannot be satisfied. */
  boolean isEmpty() {
    return length == 0;
  }

  long last() {
    return first + length - 1;
  }

  /**
   * The part that {@code Range} headers ask for (RFC 9110, section 14).
   *
   * @return the part, which is empty if the object has no byte in the range; or null if the headers
   *     are to be ignored: none, more than one range, or not a range at all
   */
  static @Nullable ByteRange of(List<String> headers, long size) {
    if (headers.size() != 1) {
      return null;
    }
    Matcher range = SINGLE.matcher(headers.get(0));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return null;
    }
    if (range.group(1).isEmpty()) {
      long length = Math.min(number(range.group(2)), size);
      return new ByteRange(size - length, length);
    }
    long first = number(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
    if (first > last) {
      return null;
    }
    return new ByteRange(first, Math.max(0, Math.min(last, size - 1) - first + 1));
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
