package io.github.powerdrilljava.internal;

import java.net.ProtocolException;

/** A proxy wants to know who asks, HTTP 407; the message says which one, and what to do. */
final class ProxyRefusal extends ProtocolException {

  private static final long serialVersionUID = 1L;

  ProxyRefusal(String message) {
    super(message);
  }
}
