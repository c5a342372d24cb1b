package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file that a schedule downloads to, and all that may be in it now. */
final class ScheduledTarget {

  private final Path file;

  /** Null stands for no file. */
  private final List<byte @Nullable []> possible = new ArrayList<>();

  ScheduledTarget(Path file) {
    this.file = file;
  }

  /** Something else may be in it besides, or no file may be there. */
  void mayHold(byte @Nullable [] content) {
    possible.add(content);
  }

  /** Nothing may be in it but what is. */
  void settle() throws IOException {
    possible.clear();
    possible.add(now());
  }

  boolean holds(byte[] content) {
    try {
      return Arrays.equals(content, now());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertPossible() throws IOException {
    byte @Nullable [] content = now();
    assertThat(possible.stream().anyMatch(one -> Arrays.equals(one, content)))
        .as("the target is as it was, or whole")
        .isTrue();
  }

  private byte @Nullable [] now() throws IOException {
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }
}
