package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.internal.http.Deadline;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: they share the call timeout, which runs from the first attempt on, and
 * the last failure remembers the earlier ones.
 */
final class Attempts {

  /** What stands for no timeout: OkHttp's own zero would mean it too. */
  private static final Duration UNBOUNDED = Duration.ofDays(365);

  private final RetryPolicy policy;
  private final Duration callTimeout;
  private final LongSupplier nanoTime;
  private final List<PowerdrillException> failures = new ArrayList<>();
  private boolean begun;
  private long start;

  /**
   * No attempt is made yet.
   *
   * @param callTimeout zero for none
   */
  Attempts(RetryPolicy policy, Duration callTimeout, LongSupplier nanoTime) {
    this.policy = policy;
    this.callTimeout = callTimeout.isZero() ? UNBOUNDED : callTimeout;
    this.nanoTime = nanoTime;
  }

  /** The time that is left to one that is about to be made. */
  Deadline begin() {
    if (!begun) {
      begun = true;
      start = nanoTime.getAsLong();
    }
    return Deadline.in(timeLeft().toNanos());
  }

  private Duration timeLeft() {
    return callTimeout.minusNanos(nanoTime.getAsLong() - start);
  }

  /** How many have failed. */
  int failed() {
    return failures.size();
  }

  /** How long to wait before the next one; null if there is none. */
  @Nullable Duration delayAfter(PowerdrillException failure) {
    Duration delay = policy.nextDelay(failure, failures.size() + 1, timeLeft());
    if (delay == null) {
      failures.forEach(failure::addSuppressed);
    }
    failures.add(failure);
    return delay;
  }
}
