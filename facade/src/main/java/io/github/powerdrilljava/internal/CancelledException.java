package io.github.powerdrilljava.internal;

import java.io.IOException;

/** Whoever waits for it has ended what was to be done. */
final class CancelledException extends IOException {

  private static final long serialVersionUID = 1L;

  CancelledException() {
    super("Canceled"); // as OkHttp words it
  }
}
