package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * The answer breaks the contract: no JSON, no data, a required field missing or of the wrong type,
 * a redirect, a body beyond all bounds. A proxy's or login page's HTML ends here too.
 */
public final class UnexpectedResponseException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String path;
  private final String excerpt;
  private final @Nullable String traceId;
  private final String externalTraceId;

  public UnexpectedResponseException(
      String message,
      int status,
      String path,
      String excerpt,
      @Nullable String traceId,
      String externalTraceId) {
    super(message, null);
    this.status = status;
    this.path = path;
    this.excerpt = excerpt;
    this.traceId = traceId;
    this.externalTraceId = externalTraceId;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /**
   * Where in the JSON the contract breaks, such as {@code $.data.presigned_url}; {@code $} for the
   * whole body.
   */
  public String path() {
    return path;
  }

  /**
   * The beginning of the body, at most 200 characters, without secrets. Empty where there was no
   * body.
   */
  public String excerpt() {
    return excerpt;
  }

  /**
   * The service's id of the call ({@code x-pd-trace-id}), {@code null} where the answer held none.
   */
  public @Nullable String traceId() {
    return traceId;
  }

  /** The caller's id of the call, as sent in {@code x-pd-external-trace-id}. */
  public String externalTraceId() {
    return externalTraceId;
  }
}
