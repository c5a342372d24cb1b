package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * The response breaks the contract: not JSON, no data, a required field missing or of the wrong
 * type, a redirect, or a body of more than 4 MiB. Often it does not come from the service: a
 * proxy's error page or a login page is one, too. The call is not retried.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (UnexpectedResponseException e) {
 *   System.err.println("HTTP " + e.status() + " at " + e.path() + ": " + e.excerpt());
 * }
 * }</pre>
 */
public final class UnexpectedResponseException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String path;
  private final String excerpt;

  public UnexpectedResponseException(
      String message,
      int status,
      String path,
      String excerpt,
      @Nullable String traceId,
      String externalTraceId) {
    super(message, traceId, externalTraceId, null);
    this.status = status;
    this.path = path;
    this.excerpt = excerpt;
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
}
