package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that bring less than 100 MB/s each get help. */
class ThroughputTest {

  /** A clock may show any number, and most downloads go on from what an earlier one brought. */
  private static final long NANOS = Long.MAX_VALUE - 1_000_000;

  private static final long BYTES = 7_000_000;

  private static long after(long millis) {
    return NANOS + millis * 1_000_000;
  }

  @ParameterizedTest
  @CsvSource({
    // connections, milliseconds, bytes, is low
    "1, 39, 0, false",
    "1, 40, 0, true",
    "1, 40, 3999999, true",
    "1, 40, 4000000, false",
    "2, 40, 4000000, true",
    "2, 40, 8000000, false",
    "4, 100, 39999999, true",
    "4, 100, 40000000, false",
  })
  void isLowBelowAHundredMegabytesASecondForEach(
      int connections, long millis, long bytes, boolean low) {
    Throughput throughput = new Throughput(connections, NANOS, BYTES);
    assertThat(throughput.isLow(after(millis), BYTES + bytes)).isEqualTo(low);
  }

  @Test
  void isJudgedByWhatCameSinceItWasLast() {
    Throughput throughput = new Throughput(1, NANOS, BYTES);
    assertThat(throughput.isLow(after(50), BYTES + 5_000_000)).isFalse();
    assertThat(throughput.isLow(after(89), BYTES + 5_000_000)).isFalse();
    assertThat(throughput.isLow(after(90), BYTES + 5_000_000)).isTrue();
    assertThat(throughput.isLow(after(130), BYTES + 9_000_000)).isFalse();
  }
}
