package io.github.powerdrilljava;

/**
 * Too many requests: HTTP 429 without a code, or code 201. The service's documented limit is 20
 * requests a second for a team.
 */
public final class RateLimitException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public RateLimitException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
