package io.github.powerdrilljava.internal;

import java.net.ProtocolException;

/** A response that breaks the rules of HTTP, so that nothing in it can be trusted. */
final class BrokenResponse extends ProtocolException {

  private static final long serialVersionUID = 1L;

  BrokenResponse(String message) {
    super(message);
  }

  BrokenResponse(RuntimeException cause) {
    super("the response breaks the rules of HTTP: " + cause);
    initCause(cause);
  }
}
