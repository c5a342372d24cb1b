package io.github.powerdrilljava;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Too many requests: HTTP 429 without a code, or code 201. The service's documented limit is 20
 * requests a second for a team.
 */
public final class RateLimitException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  public RateLimitException(String message, ServiceFailure failure, @Nullable Duration retryAfter) {
    super(message, failure);
    this.retryAfter = retryAfter;
  }

  /**
   * How long the service asked to wait ({@code Retry-After}), {@code null} where it did not say.
   * Never negative.
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
