package io.github.powerdrilljava.internal.download;

import java.util.function.LongSupplier;

/** Spreads the bytes of all connections of a download evenly over time. */
final class BandwidthLimiter {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private long free;

  /**
   * Begins now.
   *
   * @param bytesPerSecond 0 for no limit
   */
  BandwidthLimiter(long bytesPerSecond, LongSupplier nanoTime) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.free = nanoTime.getAsLong();
  }

  /** How many bytes to take at a time, so that the flow is even; at most as many as given. */
  int portion(int most) {
    return bytesPerSecond == 0 ? most : (int) Math.max(1, Math.min(most, bytesPerSecond / 20));
  }

  /** How long to wait after having taken so many bytes. */
  synchronized long nanosToWait(int bytes) {
    if (bytesPerSecond == 0) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    free = Math.max(free, now) + Math.round((double) bytes * NANOS_PER_SECOND / bytesPerSecond);
    return free - now;
  }
}
