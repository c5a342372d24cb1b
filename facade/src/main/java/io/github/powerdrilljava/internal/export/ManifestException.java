package io.github.powerdrilljava.internal.export;

import java.io.IOException;

/** The manifest could not be written. */
final class ManifestException extends IOException {

  private static final long serialVersionUID = 1L;

  ManifestException(IOException cause) {
    super(cause);
  }
}
