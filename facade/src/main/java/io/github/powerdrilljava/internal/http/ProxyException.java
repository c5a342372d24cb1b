package io.github.powerdrilljava.internal.http;

import java.net.ProtocolException;

/** A proxy stands in the way, not the service; the message names it, and what to do. */
public final class ProxyException extends ProtocolException {

  private static final long serialVersionUID = 1L;

  /** Whether the same request may succeed later. */
  public final boolean isTransient;

  public ProxyException(String message, boolean isTransient) {
    super(message);
    this.isTransient = isTransient;
  }
}
