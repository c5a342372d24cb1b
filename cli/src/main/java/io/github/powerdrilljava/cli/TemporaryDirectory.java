package io.github.powerdrilljava.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
      for (Path each : contentFirst()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // The system removes temporary files; the command itself has succeeded.
    }
  }

  private List<Path> contentFirst() throws IOException {
    try (Stream<Path> tree = Files.walk(path)) {
      return tree.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
