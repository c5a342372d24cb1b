package io.github.powerdrilljava.sandbox;

/** The failures of the object store: the HTTP status, and the code and message of the XML body. */
enum StoreError {
  FOREIGN_CREDENTIALS(400, "InvalidArgument", "Only one auth mechanism allowed"),
  SIGNATURE_DOES_NOT_MATCH(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided"),
  EXPIRED(403, "AccessDenied", "Request has expired"),
  NO_SUCH_KEY(404, "NoSuchKey", "The specified key does not exist"),
  PRECONDITION_FAILED(
      412, "PreconditionFailed", "At least one of the preconditions you specified did not hold"),
  INVALID_RANGE(416, "InvalidRange", "The requested range is not satisfiable"),
  INTERNAL(500, "InternalError", "We encountered an internal error. Please try again.");

  private final int httpStatus;
  private final String code;
  private final String message;

  StoreError(int httpStatus, String code, String message) {
    this.httpStatus = httpStatus;
    this.code = code;
    this.message = message;
  }

  /**
   * The response.
   *
   * @param details further elements of the body, as XML
   */
  HttpResponse response(String details) {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message>"
            + details
            + "</Error>";
    return HttpResponse.of(httpStatus)
        .with("Content-Type", "application/xml")
        .with(HttpBody.of(xml));
  }
}
