package io.github.powerdrilljava.internal.api;

import java.util.Objects;

/** A response is not what it must be; the message states in what, and follows the path. */
public final class MalformedException extends Exception {

  private static final long serialVersionUID = 1L;

  final String path;

  /**
   * Blames a part of the response.
   *
   * @param path where it is, as JSONPath
   */
  public MalformedException(String path, String message) {
    super(message, null, false, false);
    this.path = path;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
