package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.internal.http.MismatchException;
import io.github.powerdrilljava.internal.http.Observation;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How often one connection to the object store has failed in a row, and when it tries again. A wait
 * that the store asks for is no attempt wasted, as long as all of them together are not too long.
 */
public final class StoreRetries {

  private final RetryPolicy policy;
  private final Observation observation;
  private final Function<IOException, String> reason;
  private int failures;
  private int failuresInARow;
  private Duration waited = Duration.ZERO;

  StoreRetries(RetryPolicy policy, Observation observation, Function<IOException, String> reason) {
    this.policy = policy;
    this.observation = observation;
    this.reason = reason;
  }

  /** The wait before the next attempt; null if there must be none. */
  public @Nullable Duration afterFailure(IOException failure) {
    failuresInARow++;
    Duration delay = delayAfter(failure);
    if (delay != null) {
      observation.retries(failuresInARow, delay, () -> reason.apply(failure));
    }
    return delay;
  }

  private @Nullable Duration delayAfter(IOException failure) {
    Duration asked = failure instanceof StoreException refusal ? refusal.retryAfter : null;
    if (asked != null && policy.isWorthWaiting(asked, waited)) {
      waited = waited.plus(asked);
      return asked;
    }
    failures++;
    return isTransient(failure) ? policy.delay(failures, asked) : null;
  }

  /** Whether the same request may succeed later. */
  public static boolean isTransient(IOException failure) {
    if (failure instanceof StoreException refusal) {
      return refusal.isThrottling || RetryPolicy.isTransient(refusal.status);
    }
    if (failure instanceof InconsistentResponseException inconsistent) {
      return inconsistent.mayPass;
    }
    return !(failure instanceof ObjectChangedException)
        && !(failure instanceof MismatchException)
        && RetryPolicy.isTransient(failure);
  }

  /** Records that enough has arrived to count from zero again. */
  public void progressed() {
    failures = 0;
    failuresInARow = 0;
    waited = Duration.ZERO;
  }
}
