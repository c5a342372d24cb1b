package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * A download or a stream failed: another download writes to the target, the URL cannot be used, the
 * object store refused it or contradicted itself, the connection broke more often than {@link
 * Retries} allow, the object changed, a checksum is wrong, the disk failed, or the download was
 * cancelled, interrupted or ended by closing the client. The target is as it was before; only a
 * device or a pipe may have been written to.
 *
 * <p>Where the service could not be asked for the first URL, the other {@link PowerdrillException}s
 * are thrown instead. A stream's methods throw an {@link java.io.IOException} whose cause is this
 * exception.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().download("dset-…", "ds-…", Path.of("sales.csv"));
 * } catch (DownloadException e) {
 *   System.err.println(e.getMessage());
 *   if (e.canResume()) {
 *     System.err.println("The same download fetches only the rest, after " + e.bytesKept() + " bytes");
 *   }
 * }
 * }</pre>
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

  /**
   * How many bytes are kept beside the target, and need not be downloaded again; 0 for a stream, a
   * device and a pipe.
   */
  public long bytesKept() {
    return bytesKept;
  }

  /** Whether the same download resumes where this one ended. */
  public boolean canResume() {
    return bytesKept > 0;
  }
}
