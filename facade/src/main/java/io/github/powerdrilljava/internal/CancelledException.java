package io.github.powerdrilljava.internal;

import java.io.IOException;

/** What was to be done has been ended: by whoever waits for it, or with the client. */
final class CancelledException extends IOException {

  private static final long serialVersionUID = 1L;

  CancelledException() {
    super("Canceled"); // as OkHttp words it
  }

  CancelledException(Throwable cause) {
    super("Canceled", cause);
  }
}
