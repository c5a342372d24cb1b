package io.github.powerdrilljava;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The service said no. The subclasses name the reasons that callers tell apart; every other code,
 * and every code this library does not know, arrives as this class itself with its number and
 * message.
 *
 * <p>Where the answer's body holds a code, the code decides; where it holds none, the HTTP status
 * does.
 */
public sealed class PowerdrillApiException extends PowerdrillException
    permits AuthenticationException,
        PermissionDeniedException,
        NotFoundException,
        RateLimitException,
        ServerException {

  private static final long serialVersionUID = 1L;

  private final ServiceFailure failure;

  public PowerdrillApiException(String message, ServiceFailure failure) {
    super(message, null);
    this.failure = failure;
  }

  /** The HTTP status; 200 where the service reports the failure only in the body. */
  public int status() {
    return failure.status();
  }

  /** The service's own code, {@code null} where the body held none. */
  public @Nullable Long code() {
    return failure.code();
  }

  /** The service's own message, {@code null} where the body held none. */
  public @Nullable String serviceMessage() {
    return failure.message();
  }

  /**
   * The service's id of the call ({@code x-pd-trace-id}), which support asks for; {@code null}
   * where it sent none.
   */
  public @Nullable String traceId() {
    return failure.traceId();
  }

  /** The caller's id of the call, as sent in {@code x-pd-external-trace-id}. */
  public String externalTraceId() {
    return failure.externalTraceId();
  }

  /**
   * How long the service asked to wait ({@code Retry-After}), {@code null} where it did not say.
   * Never negative.
   */
  public @Nullable Duration retryAfter() {
    return failure.retryAfter();
  }
}
