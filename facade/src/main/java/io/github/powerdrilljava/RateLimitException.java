package io.github.powerdrilljava;

/**
 * Too many requests: the service's code is 201, or the HTTP status is 429 and the body holds no
 * code. The service's documented limit is 20 requests a second for a team, with all its clients.
 * This is thrown only when the {@link Retries} of the call are used up, or the service asks for a
 * longer wait than they allow; see {@link #retryAfter()}.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (RateLimitException e) {
 *   System.err.println("Too many requests; the service asks to wait " + e.retryAfter());
 * }
 * }</pre>
 */
public final class RateLimitException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public RateLimitException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
