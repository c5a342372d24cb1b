package io.github.powerdrilljava.internal.http;

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

/**
 * Decides whether a failed attempt is followed by another, and how long to wait before it. {@link
 * StoreRetries} adds what only an object store responds.
 */
public final class RetryPolicy {

  /** Below 500, and from 500 on: those of gateways and CDNs, 520 to 530 for example, are many. */
  private static final Set<Integer> TRANSIENT_BELOW_500 = Set.of(408, 425, 429);

  private static final Set<Integer> LASTING_FROM_500 = Set.of(501, 505, 506, 507, 508, 510, 511);
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final Set<Long> TRANSIENT_CODES = Set.of(201L, 9999L);

  private static final Duration MIN_ASKED_DELAY = Duration.ofSeconds(1);

  private final Retries retries;
  private final RandomGenerator random;

  public RetryPolicy(Retries retries, RandomGenerator random) {
    this.retries = retries;
    this.random = random;
  }

  /**
   * The wait before the next attempt, {@code null} if there must be none.
   *
   * @param attempts how many were made
   * @param timeLeft of the call timeout
   */
  public @Nullable Duration nextDelay(Throwable failure, int attempts, Duration timeLeft) {
    Duration asked =
        failure instanceof PowerdrillApiException refusal ? refusal.retryAfter() : null;
    Duration delay = isTransient(failure) ? delay(attempts, asked) : null;
    return delay != null && delay.compareTo(timeLeft) < 0 ? delay : null;
  }

  /**
   * Whether a wait that a server asks for is no attempt wasted: it is worth the name, and with
   * those before not too long.
   */
  public boolean isWorthWaiting(Duration asked, Duration waited) {
    return retries.maxAttempts() > 1
        && asked.compareTo(MIN_ASKED_DELAY) >= 0
        && asked.compareTo(retries.maxRetryAfter().minus(waited)) <= 0;
  }

  /** Whether the status is transient. */
  public static boolean isTransient(int status) {
    return TRANSIENT_BELOW_500.contains(status)
        || (status >= 500 && status <= 599 && !LASTING_FROM_500.contains(status));
  }

  /**
   * The wait before the next attempt after a transient failure, {@code null} if there must be none.
   *
   * @param attempts how many were made
   * @param asked the wait that the server asks for
   */
  public @Nullable Duration delay(int attempts, @Nullable Duration asked) {
    if (attempts >= retries.maxAttempts()
        || (asked != null && asked.compareTo(retries.maxRetryAfter()) > 0)) {
      return null;
    }
    Duration delay = backoff(attempts);
    return asked != null && asked.compareTo(delay) > 0 ? Duration.ofNanos(nanos(asked)) : delay;
  }

  /** Full jitter: between nothing and the bound, which doubles each time. */
  private Duration backoff(int attempts) {
    long bound = nanos(retries.maxDelay());
    long doubled = nanos(retries.firstDelay());
    for (int i = 1; i < attempts; i++) {
      doubled += Math.min(doubled, bound - doubled);
    }
    return Duration.ofNanos((long) (random.nextDouble() * doubled));
  }

  /** No wait is longer than clocks can count: 292 years. */
  private static long nanos(Duration duration) {
    return duration.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }

  private static boolean isTransient(Throwable failure) {
    if (failure instanceof AuthenticationException
        || failure instanceof PermissionDeniedException
        || failure instanceof NotFoundException) {
      return false;
    }
    if (failure instanceof PowerdrillApiException refusal) {
      return isTransient(refusal.status())
          || (refusal.code() != null && TRANSIENT_CODES.contains(refusal.code()));
    }
    return failure instanceof PowerdrillConnectionException
        && failure.getCause() instanceof IOException cause
        && isTransient(cause);
  }

  /** Whether what went wrong on the way of a request or its response is transient. */
  public static boolean isTransient(IOException cause) {
    return !(cause instanceof FileSystemException)
        && !(cause instanceof UnknownHostException
            && !(cause instanceof BoundedDns.NoResponseException))
        && !(cause instanceof ProxyException proxy && !proxy.isTransient)
        && !(cause instanceof CleartextPolicy.RefusedException)
        && !(cause instanceof InterceptorException)
        && !(cause instanceof SSLPeerUnverifiedException)
        && !(cause instanceof CancelledException)
        && !isOfTrust(cause);
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
