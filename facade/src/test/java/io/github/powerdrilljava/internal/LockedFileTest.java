package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A locked file is one's own, whatever this process and others do to its path. */
@Timeout(60)
class LockedFileTest {

  private static final int SWAPS = 500;

  @TempDir Path dir;

  /** Another process, which reports whether it could lock a file. */
  static final class Locking {
    private Locking() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
        System.out.print(channel.tryLock() == null ? "locked" : "free");
      }
    }
  }

  private static String seenByAnotherProcess(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Locking.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void opensNoFileAgainThatItHasLockedWhichWouldGiveUpTheLock() throws IOException {
    Path path = dir.resolve("sales.csv.part");
    try (LockedFile file = Objects.requireNonNull(LockedFile.create(path))) {
      assertThatExceptionOfType(LockedFile.InUse.class)
          .isThrownBy(() -> LockedFile.open(path, file.facts()));
      assertThat(seenByAnotherProcess(path)).isEqualTo("locked");
    }
    assertThat(seenByAnotherProcess(path)).isEqualTo("free");
  }

  @Test
  void takesNoFileForAnotherThatHasItsPathMeanwhile() throws IOException {
    Path path = dir.resolve("sales.csv.part");
    AtomicBoolean over = new AtomicBoolean();
    swap(path, "A");
    CompletableFuture<Void> swapping =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                swap(path, "B");
                swap(path, "A");
              }
            });
    for (int i = 0; i < SWAPS; i++) {
      assertOpenedIsWhatItIsKnownAs(path);
    }
    over.set(true);
    swapping.join();
  }

  /** Each file has the same bytes as long as it is there, and a key of its own. */
  private void swap(Path path, String content) {
    Path file = dir.resolve(content);
    Path link = dir.resolve("link");
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, content);
      }
      Files.createLink(link, file);
      Files.move(link, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertOpenedIsWhatItIsKnownAs(Path path) throws IOException {
    LockedFile file = LockedFile.open(path, Objects.requireNonNull(FileFacts.of(path)));
    if (file != null) {
      try (file) {
        ByteBuffer read = ByteBuffer.allocate(1);
        file.channel().read(read, 0);
        String content = StandardCharsets.UTF_8.decode(read.flip()).toString();
        assertThat(FileFacts.of(dir.resolve(content)))
            .extracting(FileFacts::key)
            .as("the key of the file that has these bytes")
            .isEqualTo(file.facts().key());
      }
    }
  }
}
