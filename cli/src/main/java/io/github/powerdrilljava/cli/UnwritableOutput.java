package io.github.powerdrilljava.cli;

import java.nio.file.Path;

/** Standard output could not be written: output is missing. */
final class UnwritableOutput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final Path STANDARD_OUTPUT = Path.of("/dev/fd/1");

  private final boolean readerGone;

  private UnwritableOutput(boolean readerGone) {
    super("standard output could not be written.");
    this.readerGone = readerGone;
  }

  /**
   * Flushes standard output.
   *
   * @throws UnwritableOutput if anything that was written to it since the process began was lost
   */
  static void throwIfAny() {
    if (System.out.checkError()) {
      // A pipe fails for no other reason, and Java does not distinguish the system's errors.
      throw new UnwritableOutput(FileMode.of(STANDARD_OUTPUT).isPipe());
    }
  }

  /** Whether the reader closed the pipe, as {@code head} does, which is not an error. */
  boolean readerGone() {
    return readerGone;
  }
}
