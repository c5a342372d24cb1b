package io.github.powerdrilljava;

/** The service failed: HTTP 5xx without a code, or code 9999. The same call may succeed later. */
public final class ServerException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public ServerException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
