package io.github.powerdrilljava;

/**
 * There is no response, or only a broken one: the host name cannot be resolved, the connection, a
 * proxy or TLS failed, the connection broke, the call timeout ended, the thread was interrupted, or
 * the client was closed. {@link #getCause()} is which of them. When a thread is interrupted, its
 * interrupt status stays set.
 *
 * <p>Where the failure is transient, the call was retried before this is thrown; see {@link
 * Retries}. A host name that cannot be resolved, a proxy that asks for a password and a certificate
 * that is not trusted are not transient. The service may have received the request; presigning
 * changes nothing there.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (PowerdrillConnectionException e) {
 *   System.err.println("After " + e.attempts() + " attempts: " + e.getMessage());
 * }
 * }</pre>
 */
public final class PowerdrillConnectionException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  public PowerdrillConnectionException(String message, String externalTraceId, Throwable cause) {
    super(message, null, externalTraceId, cause);
  }
}
