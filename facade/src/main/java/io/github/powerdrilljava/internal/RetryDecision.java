package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PermissionDeniedException;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Decides, alone, whether a failed attempt is worth another, and how long to wait before it. */
final class RetryDecision {

  private static final Set<Integer> PASSING_STATUSES = Set.of(408, 429, 500, 502, 503, 504);
  private static final Set<Long> PASSING_CODES = Set.of(201L, 9999L);

  private static final Duration MIN_ASKED_DELAY = Duration.ofSeconds(1);

  private final Retries retries;
  private final RandomGenerator random;

  RetryDecision(Retries retries, RandomGenerator random) {
    this.retries = retries;
    this.random = random;
  }

  /**
   * The wait before the next attempt, {@code null} if there must be none.
   *
   * @param attempts how many were made
   * @param timeLeft of the call timeout
   */
  @Nullable Duration nextDelay(Throwable failure, int attempts, Duration timeLeft) {
    Duration asked =
        failure instanceof PowerdrillApiException refusal ? refusal.retryAfter() : null;
    Duration delay = mayPass(failure) ? delay(attempts, asked) : null;
    return delay != null && delay.compareTo(timeLeft) < 0 ? delay : null;
  }

  /** As {@link #nextDelay(Throwable, int, Duration)}, for a request to the object store. */
  @Nullable Duration nextDelay(IOException failure, int attempts) {
    Duration asked = failure instanceof StoreRefusal refusal ? refusal.retryAfter : null;
    return mayPass(failure) ? delay(attempts, asked) : null;
  }

  /**
   * The wait that the store asks for; null if it asks for none worth the name, or for too long
   * together with those before.
   */
  @Nullable Duration askedDelay(IOException failure, Duration waited) {
    Duration asked = failure instanceof StoreRefusal refusal ? refusal.retryAfter : null;
    return asked == null
            || retries.maxAttempts() == 1
            || asked.compareTo(MIN_ASKED_DELAY) < 0
            || asked.compareTo(retries.maxRetryAfter().minus(waited)) > 0
        ? null
        : asked;
  }

  private @Nullable Duration delay(int attempts, @Nullable Duration asked) {
    if (attempts >= retries.maxAttempts()
        || (asked != null && asked.compareTo(retries.maxRetryAfter()) > 0)) {
      return null;
    }
    Duration delay = backoff(attempts);
    return asked != null && asked.compareTo(delay) > 0 ? asked : delay;
  }

  /** Full jitter: between nothing and the bound, which doubles each time. */
  private Duration backoff(int attempts) {
    long bound = retries.maxDelay().toNanos();
    long doubled = retries.firstDelay().toNanos();
    for (int i = 1; i < attempts && doubled < bound; i++) {
      doubled *= 2;
    }
    return Duration.ofNanos((long) (random.nextDouble() * Math.min(doubled, bound)));
  }

  static boolean mayPass(Throwable failure) {
    if (failure instanceof AuthenticationException
        || failure instanceof PermissionDeniedException
        || failure instanceof NotFoundException) {
      return false;
    }
    if (failure instanceof PowerdrillApiException refusal) {
      return PASSING_STATUSES.contains(refusal.status())
          || (refusal.code() != null && PASSING_CODES.contains(refusal.code()));
    }
    return failure instanceof PowerdrillConnectionException
        && failure.getCause() instanceof IOException cause
        && mayPass(cause);
  }

  /** Whether what went wrong on the way of a request or its answer may pass. */
  static boolean mayPass(IOException cause) {
    if (cause instanceof StoreRefusal refusal) {
      return refusal.isThrottling || PASSING_STATUSES.contains(refusal.status);
    }
    if (cause instanceof InconsistentResponse inconsistent) {
      return inconsistent.mayPass;
    }
    return !(cause instanceof FileSystemException)
        && !(cause instanceof ObjectChanged)
        && !(cause instanceof Mismatch)
        && !(cause instanceof UnknownHostException)
        && !(cause instanceof SSLPeerUnverifiedException)
        && !isOfTrust(cause)
        && !isCancellation(cause);
  }

  /** OkHttp's words for a cancelled call, and for one whose interceptor threw what it must not. */
  private static boolean isCancellation(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.equals("Canceled") || message.startsWith("canceled due to ");
  }

  private static boolean isOfTrust(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GeneralSecurityException) {
        return true;
      }
    }
    return false;
  }
}
