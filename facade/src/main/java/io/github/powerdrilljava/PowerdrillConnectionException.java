package io.github.powerdrilljava;

/**
 * No response, or a broken one: the host name did not resolve, the connection, a proxy or TLS
 * failed, the connection broke, time ran out, the thread was interrupted, or the client was closed.
 * The cause is which of them. When a thread is interrupted, its flag stays set.
 */
public final class PowerdrillConnectionException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  public PowerdrillConnectionException(String message, String externalTraceId, Throwable cause) {
    super(message, null, externalTraceId, cause);
  }
}
