package io.github.powerdrilljava.internal;

import java.io.IOException;

/** What arrived is not what it must be. */
final class Mismatch extends IOException {

  private static final long serialVersionUID = 1L;

  Mismatch(String message) {
    super(message);
  }
}
