package io.github.powerdrilljava.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * How many requests the team may make: a token bucket that holds one second's worth, is full at
 * first and is refilled evenly.
 *
 * <p>A sliding window of a second would refuse a client that keeps the limit whenever its machine
 * delays some requests for a moment and then sends them together.
 */
final class RateLimit {
  /** How long the bucket takes to refill by one token; zero for no limit. */
  private Duration token = Duration.ZERO;

  private Duration capacity = Duration.ZERO;

  /** When the bucket will be full again, or was. */
  private Instant full = Instant.MIN;

  /** Sets another limit, with a full bucket; 0 for none. */
  synchronized void set(int requestsPerSecond) {
    if (requestsPerSecond < 0) {
      throw new IllegalArgumentException(
          "requestsPerSecond must not be negative: " + requestsPerSecond);
    }
    token =
        requestsPerSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(requestsPerSecond);
    capacity = token.multipliedBy(requestsPerSecond);
    full = Instant.MIN;
  }

  /** Takes a token for a request that arrived then; returns whether there was one. */
  synchronized boolean admits(Instant arrival) {
    if (token.isZero()) {
      return true;
    }
    Instant fullAfterwards = (full.isAfter(arrival) ? full : arrival).plus(token);
    if (fullAfterwards.isAfter(arrival.plus(capacity))) {
      return false;
    }
    full = fullAfterwards;
    return true;
  }
}
