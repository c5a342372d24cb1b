package io.github.powerdrilljava;

/** The project has no such dataset or data source: HTTP 404 without a code, or code 300003. */
public final class NotFoundException extends PowerdrillApiException {

  private static final long serialVersionUID = 1L;

  public NotFoundException(String message, ServiceFailure failure) {
    super(message, failure);
  }
}
