package io.github.powerdrilljava;

/** The user may not do this: HTTP 403 without a code, or code 300002. */
public final class PermissionDeniedException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public PermissionDeniedException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
