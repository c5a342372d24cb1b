package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * The data source was presigned but its content could not be brought to the target: the URL is
 * unusable, the object store refused it, the transfer broke, or the disk did. The target is as it
 * was before.
 */
public final class DownloadException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String traceId;
  private final String externalTraceId;

  public DownloadException(
      String message, @Nullable String traceId, String externalTraceId, @Nullable Throwable cause) {
    super(message, cause);
    this.traceId = traceId;
    this.externalTraceId = externalTraceId;
  }

  /**
   * The service's id of the call that gave the URL ({@code x-pd-trace-id}), {@code null} where it
   * sent none.
   */
  public @Nullable String traceId() {
    return traceId;
  }

  /** The caller's id of that call, as sent in {@code x-pd-external-trace-id}. */
  public String externalTraceId() {
    return externalTraceId;
  }
}
