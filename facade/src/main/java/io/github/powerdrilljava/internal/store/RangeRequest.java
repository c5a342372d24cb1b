package io.github.powerdrilljava.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * The bytes that are wanted.
 *
 * @param from the first one
 * @param end the one after the last, {@link #OPEN} for all that follow
 * @param version of which they must be, null if any will do
 */
public record RangeRequest(long from, long end, @Nullable Version version) {
  public static final long OPEN = -1;

  String header() {
    return "bytes=" + from + "-" + (end == OPEN ? "" : end - 1);
  }
}
