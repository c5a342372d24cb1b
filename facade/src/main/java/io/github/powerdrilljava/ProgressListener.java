package io.github.powerdrilljava;

/**
 * Receives how far a download is. Called on the threads that download, one call at a time; a slow
 * listener slows the download down. What it throws ends the download and reaches the caller as it
 * is; what has arrived is kept. The number of bytes decreases only where the download starts over,
 * because the object changed for example.
 *
 * <pre>{@code
 * ProgressListener percent =
 *     (received, total) -> {
 *       if (total != ProgressListener.UNKNOWN) {
 *         System.err.println(received * 100.0 / total + " %");
 *       }
 *     };
 * powerdrill
 *     .dataSources()
 *     .download(
 *         DownloadRequest.of(PresignRequest.of("dset-…", "ds-…"), Path.of("sales.csv"))
 *             .withProgress(percent));
 * }</pre>
 */
@FunctionalInterface
public interface ProgressListener {

  /** The value of {@code totalBytes} while the size of the object is not known. */
  long UNKNOWN = -1;

  /**
   * Some bytes have arrived.
   *
   * @param receivedBytes how many have arrived so far, with those that an earlier download kept
   * @param totalBytes the size of the object in bytes, or {@link #UNKNOWN}
   */
  void onProgress(long receivedBytes, long totalBytes);

  /**
   * Of an export, the listener that receives how far one data source is, asked for when its
   * download begins. Those of several data sources are called at the same time. By default nobody
   * receives it.
   */
  default ProgressListener ofDataSource(DataSource dataSource) {
    return (receivedBytes, totalBytes) -> {};
  }

  /** Of an export, receives what became of each data source. By default it does nothing. */
  default void onExported(ExportedDataSource exported) {}
}
