package io.github.powerdrilljava.internal.http;

import java.io.IOException;

/** What arrived is not what it must be. */
public final class MismatchException extends IOException {

  private static final long serialVersionUID = 1L;

  public MismatchException(String message) {
    super(message);
  }
}
