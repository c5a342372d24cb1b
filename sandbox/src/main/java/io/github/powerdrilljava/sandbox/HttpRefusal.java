package io.github.powerdrilljava.sandbox;

import java.io.IOException;

/** Thrown where bytes are no HTTP request; nothing after them on the connection can be read. */
final class HttpRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status of the response
   */
  HttpRefusal(int status, String reason) {
    super(reason);
    this.status = status;
  }

  static HttpRefusal badRequest(String reason) {
    return new HttpRefusal(400, reason);
  }

  int status() {
    return status;
  }
}
