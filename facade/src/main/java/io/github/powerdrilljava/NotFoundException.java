package io.github.powerdrilljava;

/** The project has no such dataset or data source: HTTP 404 without a code, or code 300003. */
public final class NotFoundException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  /** Gives a refusal this reason. */
  public NotFoundException(PowerdrillApiException refusal) {
    super(refusal);
  }
}
