package io.github.powerdrilljava.internal.http;

import java.net.ProtocolException;

/** A proxy asks for a login, HTTP 407; the message names it, and what to do. */
public final class ProxyException extends ProtocolException {

  private static final long serialVersionUID = 1L;

  public ProxyException(String message) {
    super(message);
  }
}
