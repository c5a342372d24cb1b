package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One's own file is told from that of someone else, as far as the file system knows. */
class FileFactsTest {

  @TempDir Path dir;

  private static FileFacts facts(Path path) throws IOException {
    return Objects.requireNonNull(FileFacts.of(path));
  }

  @Test
  void whatIsNotThereHasNone() throws IOException {
    assertThat(FileFacts.of(dir.resolve("missing"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--, true", "rw-rw-r--, false", "rw-r--rw-, false", "r--------, true"})
  void aFileThatOthersCanWriteToIsNotOnesOwn(String permissions, boolean isOwn) throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "text");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    FileFacts facts = facts(file);
    assertThat(facts.isOwn(facts.owner())).isEqualTo(isOwn);
    assertThat(facts.isOwn(facts.owner() + 1)).isFalse();
    assertThat(facts.size()).isEqualTo(4);
  }

  @Test
  void aSecondNameCountsAndALinkIsNotFollowed() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "text");
    Files.createLink(dir.resolve("second"), file);
    Path link = Files.createSymbolicLink(dir.resolve("link"), file);
    assertThat(facts(file).links()).isEqualTo(2);
    assertThat(facts(file).keyText())
        .isNotEmpty()
        .isEqualTo(facts(dir.resolve("second")).keyText());
    assertThat(facts(link).isRegular()).isFalse();
    assertThat(facts(link).isOwn(facts(link).owner())).isFalse();
  }

  @Test
  void whileItIsWrittenNobodyElseMayWriteToAFile() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    FileFacts.setMode(file, facts(file).mode(), FileFacts.whileWritten(0466));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void whereNothingIsKnownOfOwnersEveryRegularFileLooksLikeOnesOwn() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(dir.resolve("archive.zip"), Map.of("create", "true"))) {
      Path file = Files.writeString(zip.getPath("/file"), "text");
      FileFacts facts = facts(file);
      assertThat(facts.isOwn(0)).isTrue();
      assertThat(facts.links()).isEqualTo(1);
      assertThat(facts.size()).isEqualTo(4);
      assertThat(facts.keyText()).isEmpty();
      assertThat(facts(zip.getPath("/")).isOwn(0)).isFalse();
      FileFacts.setMode(file, facts.mode(), 0444);
      assertThat(FileFacts.of(file)).isEqualTo(facts);
      assertThat(PartialFileMark.make(zip.getPath("/mark"), facts))
          .as("nothing to name it by")
          .isFalse();
    }
  }
}
