package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A locked file is one's own, whatever this process and others do to its path. */
@Timeout(60)
class LockedFileTest {

  /** How often the path must have led to another file in the middle of an opening. */
  private static final int CHANGES = 50;

  @TempDir Path dir;

  /** Of each file that had the path, by the number that is in it. */
  private final Map<Long, String> keys = new ConcurrentHashMap<>();

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
    Process process = ChildJvm.start(Locking.class, file.toString());
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void opensNoFileAgainThatItHasLockedWhichWouldGiveUpTheLock() throws IOException {
    Path path = dir.resolve("sales.csv.part");
    try (LockedFile file = Objects.requireNonNull(LockedFile.create(path))) {
      assertThatExceptionOfType(LockedFile.InUseException.class)
          .isThrownBy(() -> LockedFile.open(path, file.facts()));
      assertThat(seenByAnotherProcess(path)).isEqualTo("locked");
    }
    assertThat(seenByAnotherProcess(path)).isEqualTo("free");
  }

  @Test
  void takesNoFileForAnotherThatHasItsPathMeanwhile() throws IOException {
    Path path = dir.resolve("sales.csv.part");
    AtomicBoolean over = new AtomicBoolean();
    replace(path);
    CompletableFuture<Void> replacing =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                replace(path);
              }
            });
    for (int changes = 0; changes < CHANGES; ) {
      changes += isOpenedAsWhatItIsKnownAs(path) ? 0 : 1;
    }
    over.set(true);
    replacing.join();
  }

  /** By a file with other bytes, which has a key of its own as long as it is open. */
  private void replace(Path path) {
    Path file = dir.resolve("next");
    long number = keys.size();
    try {
      Files.write(file, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
      keys.put(number, Objects.requireNonNull(FileFacts.of(file)).keyText());
      Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False if it was not opened, as another one came in between. */
  private boolean isOpenedAsWhatItIsKnownAs(Path path) throws IOException {
    LockedFile file = LockedFile.open(path, Objects.requireNonNull(FileFacts.of(path)));
    if (file == null) {
      return false;
    }
    try (file) {
      ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
      int unused = file.channel().read(number, 0);
      assertThat(file.facts().keyText()).isEqualTo(keys.get(number.flip().getLong()));
    }
    return true;
  }
}
