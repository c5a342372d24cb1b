package io.github.powerdrilljava;

import java.time.Duration;

/**
 * How a call is retried whose failure is transient: no connection, a broken one, silence, HTTP 408,
 * 425, 429 and every 5xx except 501, 505, 506, 507, 508, 510 and 511, and the service's codes 201
 * and 9999. Presigning has no side effect, so it can be repeated. What the server states that it
 * did not process, as HTTP/2 servers do when they shut a connection down, is sent again at once and
 * uncounted. In a download, each connection to the object store is retried by the same rules.
 *
 * <p>The wait before the next attempt is a random time between zero and the upper bound, which
 * doubles from one attempt to the next. It is longer where the service asks for it ({@code
 * Retry-After}). A call as a whole, with all its attempts and waits, keeps within the call timeout:
 * where the next attempt would come too late, the last failure is thrown at once. Waits of more
 * than 292 years, which clocks cannot count, are treated as 292 years.
 *
 * <pre>{@code
 * Retries patient = new Retries(6, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(30));
 * PowerdrillClient client =
 *     PowerdrillClient.builder()
 *         .apiKey(System.getenv("MY_KEY"))
 *         .userId("tmm-…")
 *         .retries(patient)
 *         .callTimeout(Duration.ofMinutes(2))
 *         .build();
 * }</pre>
 *
 * @param maxAttempts the most requests that are made for a call, at least 1; 1 turns retries off
 * @param firstDelay the upper bound of the first wait, not negative
 * @param maxDelay the upper bound of every wait that the service did not ask for, not less than
 *     {@code firstDelay}
 * @param maxRetryAfter the longest wait that the service may ask for, not negative; where it asks
 *     for more, the failure is thrown at once
 */
public record Retries(
    int maxAttempts, Duration firstDelay, Duration maxDelay, Duration maxRetryAfter) {

  /**
   * The default: 4 attempts, waits of up to 0.5 s, 1 s and 2 s, and a {@code Retry-After} of up to
   * 20 s obeyed.
   */
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

  /**
   * The same with another number of attempts.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public Retries withMaxAttempts(int maxAttempts) {
    return new Retries(maxAttempts, firstDelay, maxDelay, maxRetryAfter);
  }
}
