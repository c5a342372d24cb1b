package io.github.powerdrilljava;

/**
 * The service failed: its code is 9999, or the HTTP status is 500 or above and the body holds no
 * code. The call is retried as {@link Retries} allow before this is thrown, except for the few
 * statuses named there. The same call may succeed later.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (ServerException e) {
 *   System.err.println("Try again later, or give support the trace id " + e.traceId());
 * }
 * }</pre>
 */
public final class ServerException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public ServerException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
