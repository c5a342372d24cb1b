package io.github.powerdrilljava;

import java.time.Duration;

/**
 * How a call is repeated whose failure is transient: no connection, a broken one, silence, HTTP
 * 408, 425, 429 and every 5xx but 501, 505, 506, 507, 508, 510 and 511, and the service's codes 201
 * and 9999. Presigning has no side effect, so it can be repeated. What the server states that it
 * did not touch, as HTTP/2 servers do when they shut a connection down, is sent again at once and
 * uncounted.
 *
 * <p>The wait before the next attempt is a random time between zero and the upper bound, which
 * doubles from one attempt to the next. It is longer where the service asks for it ({@code
 * Retry-After}). A call as a whole, with all its attempts and waits, keeps within the call timeout:
 * where the next attempt would come too late, the last failure is thrown at once. Longer waits than
 * clocks can count, 292 years, are taken for that.
 *
 * @param maxAttempts how many requests are made for a call at most, at least 1; 1 turns retries off
 * @param firstDelay the upper bound of the first wait, not negative
 * @param maxDelay the upper bound of every wait that the service did not ask for, not less than the
 *     first
 * @param maxRetryAfter how long a wait the service may ask for; where it asks for more, the failure
 *     is thrown at once
 */
public record Retries(
    int maxAttempts, Duration firstDelay, Duration maxDelay, Duration maxRetryAfter) {

  /** 4 attempts, waits of up to 0.5 s, 1 s and 2 s, a {@code Retry-After} of up to 20 s obeyed. */
  public static final Retries DEFAULT =
      new Retries(4, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofSeconds(20));

  /** No retries. */
  public static final Retries NONE = DEFAULT.withMaxAttempts(1);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public Retries {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1: " + maxAttempts);
    }
    if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "0 <= firstDelay <= maxDelay must hold: " + firstDelay + ", " + maxDelay);
    }
    if (maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException("maxRetryAfter must not be negative: " + maxRetryAfter);
    }
  }

  /** The same with another number of attempts. */
  public Retries withMaxAttempts(int maxAttempts) {
    return new Retries(maxAttempts, firstDelay, maxDelay, maxRetryAfter);
  }
}
