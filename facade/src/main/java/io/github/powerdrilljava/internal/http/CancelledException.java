package io.github.powerdrilljava.internal.http;

import java.io.IOException;

/** A call or a download was cancelled by its caller, or ended because the client was closed. */
public final class CancelledException extends IOException {

  private static final long serialVersionUID = 1L;

  public CancelledException() {
    super("Canceled"); // as OkHttp words it
  }

  public CancelledException(Throwable cause) {
    super("Canceled", cause);
  }
}
