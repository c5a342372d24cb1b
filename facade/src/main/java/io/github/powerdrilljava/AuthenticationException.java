package io.github.powerdrilljava;

/**
 * The service did not accept the API key: its code is 1002 (expired), 1003 (insufficient) or 1004
 * (wrong), or the HTTP status is 401 and the body holds no code. The call is not retried: the same
 * key fails again.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (AuthenticationException e) {
 *   throw new IllegalStateException("POWERDRILL_PROJECT_API_KEY is not valid", e);
 * }
 * }</pre>
 */
public final class AuthenticationException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public AuthenticationException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
