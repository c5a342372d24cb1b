package io.github.powerdrilljava.internal.download;

import java.time.Duration;

/** Judges from time to time whether the connections of a download bring little. */
final class Throughput {

  static final Duration TIME_TO_JUDGE = Duration.ofMillis(40);

  /**
   * An object store gives one connection 90 MB/s at most. Those that bring more are held back by
   * this machine, for which more connections are only more work.
   */
  private static final double FAST_BYTES_PER_NANO = 0.1;

  private final int connections;
  private long nanos;
  private long bytes;

  /**
   * Begins to measure.
   *
   * @param connections how many of them are to be fast
   */
  Throughput(int connections, long nanos, long bytes) {
    this.connections = connections;
    this.nanos = nanos;
    this.bytes = bytes;
  }

  /** Whether little came since it was last judged; false if that is too short a time to tell. */
  boolean isLow(long nanosNow, long bytesNow) {
    long time = nanosNow - nanos;
    if (time < TIME_TO_JUDGE.toNanos()) {
      return false;
    }
    boolean low = bytesNow - bytes < time * FAST_BYTES_PER_NANO * connections;
    nanos = nanosNow;
    bytes = bytesNow;
    return low;
  }
}
