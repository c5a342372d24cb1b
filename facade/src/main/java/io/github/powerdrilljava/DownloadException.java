package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * A download or a stream failed: another download writes to the target, the URL is unusable, the
 * object store refused it or contradicted itself, the transfer broke, or the disk did. The target
 * is as it was before; only a device or a pipe may have been written to.
 */
public final class DownloadException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  private final long bytesKept;

  public DownloadException(
      String message,
      @Nullable String traceId,
      @Nullable String externalTraceId,
      long bytesKept,
      @Nullable Throwable cause) {
    super(message, traceId, externalTraceId, cause);
    this.bytesKept = bytesKept;
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
