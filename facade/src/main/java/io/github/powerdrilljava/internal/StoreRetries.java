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
    Duration asked = failure instanceof StoreRefusal refusal ? refusal.retryAfter : null;
    if (asked != null && decision.isWorthWaiting(asked, waited)) {
      waited = waited.plus(asked);
      return asked;
    }
    failures++;
    return isTransient(failure) ? decision.delay(failures, asked) : null;
  }

  /** Whether the same request may succeed later. */
  static boolean isTransient(IOException failure) {
    if (failure instanceof StoreRefusal refusal) {
      return refusal.isThrottling || RetryDecision.isTransient(refusal.status);
    }
    if (failure instanceof InconsistentResponse inconsistent) {
      return inconsistent.mayPass;
    }
    return !(failure instanceof ObjectChanged)
        && !(failure instanceof Mismatch)
        && RetryDecision.isTransient(failure);
  }

  /** Records that enough has arrived to count from zero again. */
  void progressed() {
    failures = 0;
    waited = Duration.ZERO;
  }
}
