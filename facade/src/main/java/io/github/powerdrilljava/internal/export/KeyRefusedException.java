package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.AuthenticationException;
import java.io.IOException;

/** The key was not accepted for one data source, and so for none. */
final class KeyRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  KeyRefusedException(AuthenticationException cause) {
    super(cause);
  }
}
