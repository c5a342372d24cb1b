package io.github.powerdrilljava;

/**
 * The project of the API key has no such dataset or data source: the service's code is 300003, or
 * the HTTP status is 404 and the body holds no code. The call is not retried.
 *
 * <p>A 404 without a code may also come from another server; the message then suggests to check the
 * base URL.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (NotFoundException e) {
 *   System.err.println("No such data source: " + e.getMessage());
 * }
 * }</pre>
 */
public final class NotFoundException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public NotFoundException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
