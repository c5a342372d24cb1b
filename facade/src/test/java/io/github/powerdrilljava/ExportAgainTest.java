package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second export keeps what is there, and touches nothing that is not its own. */
class ExportAgainTest extends ExportingTest {

  List<String> lines() throws IOException {
    return Files.readAllLines(directory.resolve(ExportResult.MANIFEST));
  }

  @Test
  void asksForNothingButTheListWhereAllIsThere() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    long before = sandbox.requestCount();
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
    assertThat(sandbox.requestCount() - before).isEqualTo(1);
    assertThat(lines()).hasSize(1);
  }

  @Test
  void bringsAgainWhatIsMissing() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "bc");
    export();
    Files.delete(directory.resolve("sales.csv"));
    assertThat(counts(export())).containsExactly(1L, 1L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "costs.csv", "bc"));
  }

  @Test
  void bringsAgainWhatHasAnotherSizeNow() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    put("ds-1", "sales.csv", "longer");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "longer"));
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void bringsUnderItsNewNameWhatWasRenamedAndDeletesNothing() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    put("ds-1", "sold.csv", "a");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "sold.csv", "a"));
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void leavesAFileAloneThatSomeoneHasChanged() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Files.writeString(directory.resolve("sales.csv"), "my own work");
    put("ds-1", "sales.csv", "longer");
    ExportException failure = failure(request());
    assertThat(failure.result().failures())
        .singleElement()
        .extracting(ExportedDataSource::failure)
        .asString()
        .contains("sales.csv was changed after it was exported. Move it away, and export again.");
    assertThat(files()).isEqualTo(Map.of("sales.csv", "my own work"));
  }

  @Test
  void seesAChangeThatKeepsTheSize() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path file = directory.resolve("sales.csv");
    Files.writeString(file, "b");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(failure(request())).hasMessageContaining("was changed after it was exported");
  }

  @Test
  void keepsAFileThatWasOnlyTouched() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Files.setLastModifiedTime(
        directory.resolve("sales.csv"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void readsEveryFileWhereThatIsAskedFor() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path file = directory.resolve("sales.csv");
    FileTime old = Files.getLastModifiedTime(file);
    Files.writeString(file, "b");
    Files.setLastModifiedTime(file, old);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
    assertThat(failure(request().verifyingFiles()))
        .hasMessageContaining("was changed after it was exported");
  }

  @Test
  void leavesAFileAloneThatWasThereBefore() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("sales.csv"), "x");
    assertThat(failure(request()))
        .hasMessageContaining("is there, but not from an export to this directory");
    assertThat(files()).isEqualTo(Map.of("sales.csv", "x"));
  }

  /** A crash can come between the file's name and its line in the manifest. */
  @Test
  void takesAFileForItsOwnThatHasTheSameBytes() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Files.delete(directory.resolve(ExportResult.MANIFEST));
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abcd", "abd"})
  void takesNoOtherFileForItsOwn(String there) throws Exception {
    sandbox.put(
        SandboxDataSource.of("dset-1", "ds-1", Files.writeString(served.resolve("ds-1"), "abc"))
            .withName("sales.csv")
            .withSize(null));
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("sales.csv"), there);
    assertThat(failure(request()).result().failures()).hasSize(1);
    assertThat(files()).isEqualTo(Map.of("sales.csv", there));
  }

  /** Larger than what is compared, or hashed, at a time. */
  @Test
  void comparesAndHashesAllOfAFile() throws Exception {
    String content = "a".repeat(200_000);
    put("ds-1", "sales.csv", content);
    export();
    String sha256 = "2287d207f24a941ff3b56c04c8a25ad56b63e3023207b3bb5b4ac0c9869d74be";
    assertThat(manifest()).content().contains("\"sha256\":\"" + sha256 + "\"");
    Files.delete(manifest());
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    Files.delete(manifest());
    String changed = content.substring(1) + "b";
    Files.writeString(directory.resolve("sales.csv"), changed);
    assertThat(failure(request()).result().failures()).hasSize(1);
    assertThat(files()).isEqualTo(Map.of("sales.csv", changed));
  }

  @Test
  void namesInADryRunWhatTheExportWouldWrite() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("dset-2", "ds-1", "sales.csv", "b");
    export();
    List<Path> files = new ArrayList<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void onProgress(long done, long total) {}

          @Override
          public void onExported(ExportedDataSource exported) {
            files.add(Objects.requireNonNull(exported.file()));
          }
        };
    ExportRequest second = ExportRequest.of("dset-2", directory).withProgress(listener);
    client.dataSources().export(second.dryRun());
    client.dataSources().export(second);
    Path apart = directory.resolve("sales (ds-1).csv");
    assertThat(files).containsExactly(apart, apart);
  }

  /** Nothing but a whole file of its own is taken for one that a crash kept from the manifest. */
  @Test
  void takesNoLinkForItsOwnThatHasReplacedAFile() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path elsewhere = Files.writeString(parent.resolve("elsewhere"), "a");
    Files.delete(directory.resolve("sales.csv"));
    Files.createSymbolicLink(directory.resolve("sales.csv"), elsewhere);
    assertThat(failure(request())).hasMessageContaining("was changed after it was exported");
  }

  @Test
  void statesWhyAFileCannotBeRead() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    String line = Files.readString(manifest());
    Files.writeString(
        manifest(), line.replace("\"path\":\"sales.csv\"", "\"path\":\"" + "x".repeat(300) + "\""));
    assertThat(failure(request()))
        .hasMessageContaining("could not be read, ")
        .hasMessageContaining("File name too long");
  }

  @Test
  void keepsDatasetsApartThatShareADirectory() throws Exception {
    put("ds-1", "sales.csv", "a");
    Path other = Files.writeString(served.resolve("other"), "b");
    sandbox.put(SandboxDataSource.of("dset-2", "ds-1", other).withName("sales.csv"));
    ExportRequest second = ExportRequest.of("dset-2", directory);
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      assertThat(counts(export())).isEqualTo(expected);
      assertThat(counts(client.dataSources().export(second))).isEqualTo(expected);
    }
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "sales (ds-1).csv", "b"));
  }

  @Test
  void writesThroughNoLink() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    Files.createDirectories(directory);
    Path elsewhere = Files.writeString(parent.resolve("elsewhere"), "a");
    Files.createSymbolicLink(directory.resolve("sales.csv"), elsewhere);
    Files.createSymbolicLink(directory.resolve("costs.csv"), parent.resolve("nowhere"));
    assertThat(failure(request()).result().failures()).hasSize(2);
    assertThat(elsewhere).hasContent("a");
    assertThat(parent.resolve("nowhere")).doesNotExist();
  }

  @Test
  void removesWhatAKilledDownloadLeftBesideAWholeFile() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Files.delete(manifest());
    Path file = directory.resolve("sales.csv");
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    Path mark = directory.resolve("sales.csv.part.journal");
    Files.createSymbolicLink(mark, Path.of("powerdrill-part " + key));
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
    assertThat(Files.exists(mark, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }
}
