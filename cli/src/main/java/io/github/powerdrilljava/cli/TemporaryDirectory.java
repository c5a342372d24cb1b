package io.github.powerdrilljava.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okio.FileSystem;

/** A directory that is removed when it is closed, or else when a signal ends the process. */
final class TemporaryDirectory implements AutoCloseable {

  private final Path path;
  private final ShutdownHook hook;

  /**
   * @throws UncheckedIOException if it cannot be created
   */
  TemporaryDirectory() {
    try {
      path = Files.createTempDirectory("powerdrill-");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "A temporary directory could not be created in " + System.getProperty("java.io.tmpdir"),
          e);
    }
    hook = ShutdownHook.add(this::delete);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    hook.close();
  }

  private void delete() {
    try {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(path));
    } catch (IOException e) {
      // The system removes temporary files; the command itself has succeeded.
    }
  }
}
