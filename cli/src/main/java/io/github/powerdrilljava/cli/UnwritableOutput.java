package io.github.powerdrilljava.cli;

import java.nio.file.Path;

/** Standard output could not be written, so that what was asked for is not there. */
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
      // Nothing else can go wrong with a pipe, and Java does not tell the system's errors apart.
      throw new UnwritableOutput(FileMode.of(STANDARD_OUTPUT).isPipe());
    }
  }

  /** Whether the reader wanted no more, as {@code head} does, which is no fault of anyone's. */
  boolean readerGone() {
    return readerGone;
  }
}
