package io.github.powerdrilljava;

/**
 * Is told how far a download is. Called on the thread that downloads, which it should not hold up.
 * What it throws ends the download and reaches the caller as it is.
 */
@FunctionalInterface
public interface ProgressListener {

  /** What {@code totalBytes} is while the whole length is not known. */
  long UNKNOWN = -1;

  /**
   * Some bytes have arrived.
   *
   * @param receivedBytes all that have arrived so far
   * @param totalBytes the whole length, or {@link #UNKNOWN}
   */
  void onProgress(long receivedBytes, long totalBytes);
}
