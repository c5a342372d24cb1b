package io.github.powerdrilljava.internal.http;

import java.net.ProtocolException;

/** A response that breaks the rules of HTTP, so that nothing in it can be trusted. */
public final class BrokenResponseException extends ProtocolException {

  private static final long serialVersionUID = 1L;

  public BrokenResponseException(String message) {
    super(message);
  }

  public BrokenResponseException(RuntimeException cause) {
    super("the response breaks the rules of HTTP: " + cause);
    initCause(cause);
  }
}
