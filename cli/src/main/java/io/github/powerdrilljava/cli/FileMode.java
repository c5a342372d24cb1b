package io.github.powerdrilljava.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The type and the permissions of a file, on Unix.
 *
 * @param bits of stat(2); 0 if they are unknown
 */
record FileMode(int bits) {

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;
  private static final int PERMISSIONS = 07777;
  private static final int READ_BY_OTHERS = 0044;

  static FileMode of(Path file) {
    try {
      return new FileMode((Integer) Files.getAttribute(file, "unix:mode"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return new FileMode(0);
    }
  }

  /** Whether another process reads what is written there. */
  boolean isPipe() {
    return (bits & TYPE) == PIPE || (bits & TYPE) == SOCKET;
  }

  /** Whether it is a file on a disk that others than its owner can read. */
  boolean isShared() {
    return (bits & TYPE) == REGULAR && (bits & READ_BY_OTHERS) != 0;
  }

  /** The permissions, as chmod reads them. */
  @Override
  public String toString() {
    return "0%03o".formatted(bits & PERMISSIONS);
  }
}
