package io.github.powerdrilljava.internal.http;

import java.net.ProtocolException;

/** A proxy wants to know who asks, HTTP 407; the message says which one, and what to do. */
public final class ProxyException extends ProtocolException {

  private static final long serialVersionUID = 1L;

  public ProxyException(String message) {
    super(message);
  }
}
