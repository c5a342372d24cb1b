package io.github.powerdrilljava.sandbox;

/** A request that has arrived whole, with its body, which is not kept after the response. */
final class IncomingRequest {
  private final ReceivedRequest request;
  private final byte[] body;
  private final boolean keepAlive;

  IncomingRequest(ReceivedRequest request, byte[] body, boolean keepAlive) {
    this.request = request;
    this.body = body;
    this.keepAlive = keepAlive;
  }

  ReceivedRequest request() {
    return request;
  }

  byte[] body() {
    return body;
  }

  /** Whether the client may send another request on the same connection. */
  boolean keepAlive() {
    return keepAlive;
  }
}
