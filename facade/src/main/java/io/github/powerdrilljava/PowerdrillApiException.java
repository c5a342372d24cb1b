package io.github.powerdrilljava;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The service refused a call. The subclasses name the reasons that callers distinguish; every other
 * code, and every code this library does not know, arrives as this class itself with its number and
 * message.
 *
 * <p>Where the response's body holds a code, the code decides; where it holds none, the HTTP status
 * does. A code other than 0 is a refusal even where the HTTP status is 200: the contract's envelope
 * reports failures so.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (PowerdrillApiException e) {
 *   System.err.println("HTTP " + e.status() + ", code " + e.code() + ": " + e.serviceMessage());
 * }
 * }</pre>
 */
public sealed class PowerdrillApiException extends PowerdrillException
    permits AuthenticationException,
        PermissionDeniedException,
        NotFoundException,
        RateLimitException,
        ServerException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Long code;
  private final @Nullable String serviceMessage;
  private final @Nullable Duration retryAfter;

  /**
   * A refusal for a reason that has no subclass.
   *
   * @param status the HTTP status
   * @param code the service's own code, {@code null} if the body held none
   * @param serviceMessage the service's own message, {@code null} if the body held none
   * @param retryAfter how long the service asked to wait, {@code null} if it did not
   * @param traceId the service's id of the call, {@code null} if it sent none
   * @param externalTraceId the caller's id of the call
   */
  public PowerdrillApiException(
      String message,
      int status,
      @Nullable Long code,
      @Nullable String serviceMessage,
      @Nullable Duration retryAfter,
      @Nullable String traceId,
      String externalTraceId) {
    super(message, traceId, externalTraceId, null);
    this.status = status;
    this.code = code;
    this.serviceMessage = serviceMessage;
    this.retryAfter = retryAfter;
  }

  /** The same refusal, for the reason that the subclass names. */
  PowerdrillApiException(PowerdrillApiException refusal) {
    super(refusal.ownMessage(), refusal.traceId(), refusal.externalTraceId(), null);
    this.status = refusal.status;
    this.code = refusal.code;
    this.serviceMessage = refusal.serviceMessage;
    this.retryAfter = refusal.retryAfter;
  }

  /** The HTTP status; 200 where the service reports the failure only in the body. */
  public int status() {
    return status;
  }

  /** The service's own code, {@code null} where the body held none. */
  public @Nullable Long code() {
    return code;
  }

  /** The service's own message, {@code null} where the body held none. */
  public @Nullable String serviceMessage() {
    return serviceMessage;
  }

  /**
   * How long the service asked to wait ({@code Retry-After}), {@code null} where it did not. Never
   * negative.
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
