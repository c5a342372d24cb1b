package io.github.powerdrilljava.internal;

import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: they share the call timeout, which runs from the first attempt on, and
 * the last failure remembers the earlier ones.
 */
final class Attempts {

  /** What stands for no timeout: OkHttp's own zero would mean it too. */
  private static final Duration UNBOUNDED = Duration.ofDays(365);

  private final RetryDecision decision;
  private final Duration callTimeout;
  private final LongSupplier nanoTime;
  private final List<Throwable> failures = new ArrayList<>();
  private boolean begun;
  private long start;
  private @Nullable Duration delay;

  /**
   * No attempt is made yet.
   *
   * @param callTimeout zero for none
   */
  Attempts(RetryDecision decision, Duration callTimeout, LongSupplier nanoTime) {
    this.decision = decision;
    this.callTimeout = callTimeout.isZero() ? UNBOUNDED : callTimeout;
    this.nanoTime = nanoTime;
  }

  /** Repeats as the decision says. */
  RetryPolicy<Object> policy() {
    return RetryPolicy.builder()
        .handleIf(this::isWorthAnother)
        .withMaxAttempts(-1)
        .withDelayFn(context -> delay)
        .build();
  }

  /** Gives a call that is about to be made the time that is left. */
  synchronized void begin(Call call) {
    if (!begun) {
      begun = true;
      start = nanoTime.getAsLong();
    }
    call.timeout().timeout(Math.max(1, timeLeft().toNanos()), TimeUnit.NANOSECONDS);
  }

  private Duration timeLeft() {
    return callTimeout.minusNanos(nanoTime.getAsLong() - start);
  }

  private synchronized boolean isWorthAnother(Throwable failure) {
    if (failures.isEmpty() || failures.get(failures.size() - 1) != failure) {
      failures.add(failure);
      delay = decision.nextDelay(failure, failures.size(), timeLeft());
      if (delay == null) {
        failures.stream().filter(earlier -> earlier != failure).forEach(failure::addSuppressed);
      }
    }
    return delay != null;
  }
}
