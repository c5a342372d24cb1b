package io.github.powerdrilljava.sandbox;

/** The failures of the API: the service's code, and the HTTP status it comes with. */
enum ErrorCode {
  TOO_MANY_REQUESTS(201, 429),
  CREDENTIALS_INSUFFICIENT(1003, 403),
  CREDENTIALS_WRONG(1004, 403),
  PARAMETERS_INVALID(300001, 400),
  METHOD_NOT_ALLOWED(300001, 405),
  PERMISSION_DENIED(300002, 200),
  RESOURCE_NOT_FOUND(300003, 200),
  NO_PRESIGNED_URL(300008, 200),
  ROUTE_NOT_FOUND(300003, 404),
  INTERNAL(9999, 500);

  private final int code;
  private final int httpStatus;

  ErrorCode(int code, int httpStatus) {
    this.code = code;
    this.httpStatus = httpStatus;
  }

  int code() {
    return code;
  }

  int httpStatus() {
    return httpStatus;
  }
}
