package io.github.powerdrilljava.internal;

import java.io.IOException;

/** A call was ended before its response was there: by its caller, or with the client. */
final class CancelledException extends IOException {

  private static final long serialVersionUID = 1L;

  CancelledException() {
    super("Canceled");
  }

  CancelledException(Throwable cause) {
    super("Canceled", cause);
  }
}
