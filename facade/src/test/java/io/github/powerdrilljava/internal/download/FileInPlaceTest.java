package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.disk.OddDisk;
import io.github.powerdrilljava.disk.OddDisk.Habit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only one has a file open, and knows whether its path still leads to it. */
class FileInPlaceTest {

  @TempDir Path dir;
  private Path path;

  @BeforeEach
  void name() {
    path = dir.resolve("file");
  }

  private static LockedFile create(Path path) throws IOException {
    return Objects.requireNonNull(LockedFile.create(path));
  }

  private static LockedFile open(Path path) throws IOException {
    return Objects.requireNonNull(
        LockedFile.open(path, Objects.requireNonNull(FileFacts.of(path))));
  }

  @Test
  void whatIsThereIsNotMadeAnew() throws IOException {
    Files.writeString(path, "theirs");
    assertThat(LockedFile.create(path)).isNull();
    assertThat(path).hasContent("theirs");
  }

  @Test
  void aSecondOneIsRefusedAndTheFirstKeepsItsLock() throws IOException {
    try (LockedFile first = create(path)) {
      FileFacts facts = Objects.requireNonNull(FileFacts.of(path));
      assertThatThrownBy(() -> LockedFile.open(path, facts))
          .isInstanceOf(LockedFile.InUseException.class);
      assertThat(first.isLocked()).isTrue();
      assertThat(first.isWhatItsPathLeadsTo()).isTrue();
    }
    try (LockedFile next = open(path)) {
      assertThat(next.isLocked()).isTrue();
    }
  }

  private FileFacts facts() throws IOException {
    Files.writeString(path, "");
    return Objects.requireNonNull(FileFacts.of(path));
  }

  @Test
  void oneThatSomeoneElseHasLockedIsRefused() throws IOException {
    FileFacts facts = facts();
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> LockedFile.open(path, facts))
          .isInstanceOf(LockedFile.InUseException.class);
    }
  }

  @Test
  void oneThatIsGoneIsNotOpened() throws IOException {
    Files.createFile(path);
    FileFacts facts = Objects.requireNonNull(FileFacts.of(path));
    Files.delete(path);
    assertThat(LockedFile.open(path, facts)).isNull();
  }

  @Test
  void oneThatCameToItsPlaceIsNeitherTakenForItNorRemoved() throws IOException {
    try (LockedFile file = create(path)) {
      Files.move(path, dir.resolve("moved"));
      Files.writeString(path, "theirs");
      assertThat(file.isInPlace()).isFalse();
      assertThat(file.isWhatItsPathLeadsTo()).isFalse();
      assertThat(file.delete()).isFalse();
      assertThat(path).hasContent("theirs");
    }
  }

  @Test
  void onceItIsGoneNothingIsRemoved() throws IOException {
    try (LockedFile file = create(path)) {
      assertThat(file.delete()).isTrue();
      assertThat(file.isWhatItsPathLeadsTo()).isFalse();
      assertThat(file.delete()).isFalse();
    }
  }

  @Test
  void withoutLocksItsPathIsComparedByKeyAlone() throws IOException {
    OddDisk disk = new OddDisk();
    disk.set(Set.of(Habit.NO_LOCKS), 0);
    try (LockedFile file = create(disk.of(dir).resolve("file"))) {
      assertThat(file.isLocked()).isFalse();
      assertThat(file.isWhatItsPathLeadsTo()).isTrue();
      assertThat(file.delete()).isTrue();
    }
  }

  @Test
  void oneThatCannotBeMadeLeavesNothing() throws IOException {
    OddDisk disk = new OddDisk();
    disk.failAfter(0, dir);
    assertThatThrownBy(() -> LockedFile.create(disk.of(dir).resolve("file")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileSystemException.class);
    assertThat(dir).isEmptyDirectory();
    assertThat(disk.comeBack(OddDisk.Loss.NOTHING)).isTrue();
  }

  /** The names by which the system lists what this process has open here. */
  private List<String> openHere() throws IOException {
    List<String> open = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        try {
          open.add(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
          // Closed meanwhile.
        }
      }
    }
    open.removeIf(name -> !name.startsWith(dir.toString()));
    return open;
  }

  @Test
  void nothingStaysOpen() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/fd")), "needs Linux");
    try (LockedFile file = create(path)) {
      assertThat(file.isWhatItsPathLeadsTo()).isTrue();
      assertThat(openHere()).isNotEmpty();
    }
    assertThat(openHere()).as("of one that is closed").isEmpty();

    oneThatSomeoneElseHasLockedIsRefused();
    assertThat(openHere()).as("of one that was refused").isEmpty();
  }
}
