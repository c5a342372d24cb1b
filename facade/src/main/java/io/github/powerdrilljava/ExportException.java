package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * An export has not brought everything: some data sources failed, the service counts more than it
 * lists, the disk failed, or the export was cancelled, interrupted, or ended by closing the client.
 * What {@link #result()} counts as downloaded is there, and the same export fetches only the rest.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().export(ExportRequest.of("dset-…", Path.of("sales")));
 * } catch (ExportException e) {
 *   System.err.println(e.getMessage());
 *   System.err.println(e.result().downloaded() + " files are there");
 * }
 * }</pre>
 */
public final class ExportException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  private final transient ExportResult result;

  public ExportException(
      String message,
      ExportResult result,
      @Nullable String traceId,
      @Nullable String externalTraceId,
      @Nullable Throwable cause) {
    super(message, traceId, externalTraceId, cause);
    this.result = result;
  }

  /** What the export has brought, and which data sources failed. */
  public ExportResult result() {
    return result;
  }
}
