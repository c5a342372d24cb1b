package io.github.powerdrilljava;

/**
 * The API key was not accepted: HTTP 401 without a code, or code 1002 (expired), 1003
 * (insufficient) or 1004 (wrong).
 */
public final class AuthenticationException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public AuthenticationException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
