package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mark speaks of one part file of this user, and is the only thing that is ever removed. */
class PartialFileMarkTest {

  @TempDir Path dir;

  private Path mark;
  private FileFacts part;

  @BeforeEach
  void partFile() throws IOException {
    mark = dir.resolve("mark");
    part = facts("part");
  }

  private FileFacts facts(String name) throws IOException {
    return Objects.requireNonNull(FileFacts.of(Files.createFile(dir.resolve(name))));
  }

  /** The same, of another user. */
  private static FileFacts ofAnother(FileFacts part) {
    return new FileFacts(
        part.isRegular(), part.key(), part.links(), part.owner() + 1, part.mode(), part.size());
  }

  private FileFacts there() throws IOException {
    return Objects.requireNonNull(FileFacts.of(mark));
  }

  private boolean isThere() {
    return Files.exists(mark, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void isOfItsFileOnly() throws IOException {
    FileFacts other = facts("other");
    assertThat(PartialFileMark.make(mark, part)).isTrue();
    assertThat(PartialFileMark.isOf(mark, there(), part)).isTrue();
    assertThat(PartialFileMark.isOf(mark, there(), other)).isFalse();
    assertThat(PartialFileMark.isOf(mark, ofAnother(there()), part)).isFalse();
  }

  @Test
  void takesThePlaceOfAnEarlierOne() throws IOException {
    FileFacts earlier = facts("earlier");
    PartialFileMark.make(mark, earlier);
    assertThat(PartialFileMark.make(mark, part)).isTrue();
    assertThat(PartialFileMark.isOf(mark, there(), part)).isTrue();
  }

  @Test
  void takesThePlaceOfNothingElse() throws IOException {
    Files.createSymbolicLink(mark, Path.of("something else"));
    assertThat(PartialFileMark.make(mark, part)).isFalse();
    assertThat(Files.readSymbolicLink(mark)).hasToString("something else");
  }

  @Test
  void isNotMadeForAFileWithoutAKey() throws IOException {
    FileFacts keyless = new FileFacts(true, null, 1, part.owner(), part.mode(), part.size());
    assertThat(PartialFileMark.make(mark, keyless)).isFalse();
    assertThat(isThere()).isFalse();
  }

  @Test
  void isNotMadeWhereThereIsNoDirectory() throws IOException {
    assertThat(PartialFileMark.make(dir.resolve("missing/mark"), part)).isFalse();
  }

  @Test
  void isRemovedOnce() throws IOException {
    PartialFileMark.make(mark, part);
    assertThat(PartialFileMark.remove(mark, part)).isTrue();
    assertThat(isThere()).isFalse();
    assertThat(PartialFileMark.remove(mark, part)).isFalse();
  }

  @Test
  void ofAnotherFileIsRemovedIfItIsOnesOwn() throws IOException {
    FileFacts earlier = facts("earlier");
    PartialFileMark.make(mark, earlier);
    assertThat(PartialFileMark.remove(mark, ofAnother(part))).isFalse();
    assertThat(isThere()).isTrue();
    assertThat(PartialFileMark.remove(mark, part)).isTrue();
    assertThat(isThere()).isFalse();
  }

  @Test
  void isNoFile() throws IOException {
    Files.writeString(mark, "a file of someone else");
    assertThat(PartialFileMark.make(mark, part)).isFalse();
    assertThat(PartialFileMark.remove(mark, part)).isFalse();
    assertThat(mark).hasContent("a file of someone else");
  }
}
