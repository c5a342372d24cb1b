package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * A download or a stream failed: another download writes to the target, the URL is unusable, the
 * object store refused it or contradicted itself, the transfer broke, or the disk did. The target
 * is as it was before; only a device or a pipe may have been written to.
 */
public final class DownloadException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String traceId;
  private final @Nullable String externalTraceId;

  private final long bytesKept;

  public DownloadException(
      String message,
      @Nullable String traceId,
      @Nullable String externalTraceId,
      long bytesKept,
      @Nullable Throwable cause) {
    super(message, cause);
    this.bytesKept = bytesKept;
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

  /**
   * The caller's id of that call, as sent in {@code x-pd-external-trace-id}; {@code null} if it was
   * not made: not yet, or because someone else gave the URL.
   */
  public @Nullable String externalTraceId() {
    return externalTraceId;
  }

  /** How many bytes are kept beside the target, and need not be downloaded again. */
  public long bytesKept() {
    return bytesKept;
  }

  /** Whether the same download resumes where this one ended. */
  public boolean canResume() {
    return bytesKept > 0;
  }
}
