package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long those who have taken bytes must wait. */
class BandwidthLimiterTest {

  private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
  private final BandwidthLimiter throttle = new BandwidthLimiter(1000, nanos::get);

  @Test
  void holdsUpNobodyWithoutALimit() {
    BandwidthLimiter unlimited = new BandwidthLimiter(0, nanos::get);
    assertThat(unlimited.nanosToWait(Integer.MAX_VALUE)).isZero();
    assertThat(unlimited.portion(12_345)).isEqualTo(12_345);
  }

  @ParameterizedTest
  @CsvSource({"1000, 10000, 50", "1000, 20, 20", "1, 100, 1", "9223372036854775807, 100, 100"})
  void letsTakeATwentiethOfASecondAtATime(long bytesPerSecond, int most, int portion) {
    assertThat(new BandwidthLimiter(bytesPerSecond, nanos::get).portion(most)).isEqualTo(portion);
  }

  @Test
  void addsUpWhatAllConnectionsTake() {
    assertThat(throttle.nanosToWait(500)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(throttle.nanosToWait(500)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1000));
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(800));
    assertThat(throttle.nanosToWait(100)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
  }

  @Test
  void savesUpNothingWhileNothingIsTaken() {
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(throttle.nanosToWait(1000)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }
}
