package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit by itself, told the time. */
class RateLimitTest {
  private static final Instant START = Instant.parse("2024-11-13T14:15:22.123Z");

  private final RateLimit limit = new RateLimit();

  @Test
  void letsEverythingThroughUntilItIsSetAndAfterItIsLifted() {
    assertThat(admitted(1000, START)).isEqualTo(1000);
    limit.set(20);
    assertThat(admitted(1000, START)).isEqualTo(20);
    limit.set(0);
    assertThat(admitted(1000, START)).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 20, 250, 999})
  void letsOneSecondsWorthThroughAtOnceAndNoMore(int perSecond) {
    limit.set(perSecond);

    assertThat(admitted(perSecond + 1, START)).isEqualTo(perSecond);
  }

  @Test
  void refillsEvenly() {
    limit.set(20);
    assertThat(admitted(20, START)).isEqualTo(20);

    assertThat(admitted(1, START.plusMillis(49))).isZero();
    assertThat(admitted(2, START.plusMillis(50))).isEqualTo(1);
    assertThat(admitted(2, START.plusMillis(99))).isZero();
    assertThat(admitted(9, START.plusMillis(300))).isEqualTo(5);
  }

  @Test
  void holdsNoMoreThanOneSecondsWorthHoweverLongNobodyCame() {
    limit.set(20);
    assertThat(admitted(1, START)).isEqualTo(1);

    assertThat(admitted(1000, START.plus(Duration.ofDays(1)))).isEqualTo(20);
  }

  @Test
  void takesNothingForARefusedRequest() {
    limit.set(20);
    assertThat(admitted(1000, START)).isEqualTo(20);

    assertThat(admitted(1, START.plusMillis(50))).isEqualTo(1);
  }

  @Test
  void sparesAClientThatKeepsThePaceAndStumbles() {
    limit.set(20);
    for (int i = 0; i < 100; i++) {
      boolean heldUp = i > 50 && i < 60;
      Instant arrival = START.plusMillis(50L * (heldUp ? 60 : i));
      assertThat(admitted(1, arrival)).as("request %s", i).isEqualTo(1);
    }
  }

  @Test
  void refusesALimitBelowNothing() {
    assertThatThrownBy(() -> limit.set(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("requestsPerSecond must not be negative: -1");
  }

  /** How many of so many requests are let through that arrive then. */
  private long admitted(int requests, Instant arrival) {
    return IntStream.range(0, requests).filter(i -> limit.admits(arrival)).count();
  }
}
