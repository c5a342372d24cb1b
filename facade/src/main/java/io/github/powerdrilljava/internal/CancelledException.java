package io.github.powerdrilljava.internal;

import java.io.IOException;

/** A call or a download was cancelled by its caller, or ended because the client was closed. */
final class CancelledException extends IOException {

  private static final long serialVersionUID = 1L;

  CancelledException() {
    super("Canceled"); // as OkHttp words it
  }

  CancelledException(Throwable cause) {
    super("Canceled", cause);
  }
}
