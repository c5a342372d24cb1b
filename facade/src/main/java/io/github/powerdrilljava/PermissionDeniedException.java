package io.github.powerdrilljava;

/**
 * The user is not allowed to do this: the service's code is 300002, or the HTTP status is 403 and
 * the body holds no code. The call is not retried.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (PermissionDeniedException e) {
 *   System.err.println("Ask for access to this dataset: " + e.getMessage());
 * }
 * }</pre>
 */
public final class PermissionDeniedException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public PermissionDeniedException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
