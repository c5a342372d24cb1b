package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Large contents of files, made and compared within milliseconds, which AssertJ takes a second for.
 */
final class FileContent {

  /** A prime number: what is misplaced by whole blocks, parts or buffers differs. */
  private static final int REPEATED = 100_003;

  private FileContent() {}

  /** Always the same for the same seed. */
  static byte[] random(int size, long seed) {
    byte[] repeated = new byte[Math.min(size, REPEATED)];
    new SplittableRandom(seed).nextBytes(repeated);
    byte[] content = Arrays.copyOf(repeated, size);
    for (int at = repeated.length; at < size; at += REPEATED) {
      System.arraycopy(repeated, 0, content, at, Math.min(REPEATED, size - at));
    }
    return content;
  }

  static void assertHolds(Path file, byte[] content) {
    try {
      assertHolds(Files.readAllBytes(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertHolds(byte[] actual, byte[] content) {
    assertThat(Arrays.mismatch(actual, content))
        .as("where the %s bytes differ from the %s expected first", actual.length, content.length)
        .isEqualTo(-1);
  }
}
