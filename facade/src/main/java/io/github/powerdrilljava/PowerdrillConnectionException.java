package io.github.powerdrilljava;

/**
 * No response, or a broken one: the host name did not resolve, the connection, a proxy or TLS
 * failed, the connection broke, time ran out, the thread was interrupted, or the client was closed.
 * The cause tells which. When a thread is interrupted, its flag stays set.
 */
public final class PowerdrillConnectionException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  private final String externalTraceId;

  public PowerdrillConnectionException(String message, String externalTraceId, Throwable cause) {
    super(message, cause);
    this.externalTraceId = externalTraceId;
  }

  /**
   * The caller's id of the call, as sent in {@code x-pd-external-trace-id} if the request got that
   * far.
   */
  public String externalTraceId() {
    return externalTraceId;
  }
}
