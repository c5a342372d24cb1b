package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often one connection to the object store has failed in a row, and when it tries again. A wait
 * that the store asks for is no attempt wasted, as long as all of them together are not too long.
 */
final class StoreRetries {

  private final RetryDecision decision;
  private int failures;
  private Duration waited = Duration.ZERO;

  StoreRetries(RetryDecision decision) {
    this.decision = decision;
  }

  /** The wait before the next attempt; null if there must be none. */
  @Nullable Duration afterFailure(IOException failure) {
    Duration asked = decision.askedDelay(failure, waited);
    if (asked != null) {
      waited = waited.plus(asked);
      return asked;
    }
    failures++;
    return decision.nextDelay(failure, failures);
  }

  /** Says that enough has arrived to count from nothing again. */
  void progressed() {
    failures = 0;
    waited = Duration.ZERO;
  }
}
