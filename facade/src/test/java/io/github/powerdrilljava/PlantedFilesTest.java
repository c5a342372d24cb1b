package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies beside a target before its download: what is not its own stays as it is. */
@Timeout(60)
class PlantedFilesTest {

  private static final String PLANTED = "io.github.powerdrilljava.PlantedFiles#";

  private static OddStore store;
  private static Downloader downloader;

  @TempDir Path root;
  private PlantedFiles files;

  @BeforeAll
  static void open() {
    store = new OddStore(PlantedFiles.OBJECT);
    downloader = store.downloader();
  }

  @AfterAll
  static void close() {
    downloader.close();
    store.close();
  }

  @BeforeEach
  void prepare() throws IOException {
    store.holds(PlantedFiles.OBJECT).behaves(OddStore.Get::asAsked).gets().clear();
    files = new PlantedFiles(root, store.url());
  }

  /** All that a user could see of each file: kind, bytes, permissions, names, owner. */
  private Map<String, List<Object>> everything() throws IOException {
    Map<String, List<Object>> seen = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(each -> !each.equals(files.target)).toList()) {
        Map<String, Object> facts =
            Files.readAttributes(file, "unix:ino,mode,nlink,uid", LinkOption.NOFOLLOW_LINKS);
        boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        byte[] bytes = isFile ? Files.readAllBytes(file) : new byte[0];
        seen.put(file.toString(), List.of(new TreeMap<>(facts), Arrays.hashCode(bytes)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return seen;
  }

  private void download() {
    downloader.download(
        DownloadRequest.of(store.url(), files.target).withPartSize(Journals.PART_BYTES));
    assertHolds(files.target, PlantedFiles.OBJECT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({PLANTED + "partsOfOthers", PLANTED + "journalsOfOthers"})
  void whatIsOfOthersStaysAsItIs(PlantedFiles.Planted planted) throws Exception {
    planted.planter().plant(files);
    Map<String, List<Object>> before = everything();
    download();
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(PLANTED + "remainsOfOurs")
  void whatAnEarlierDownloadLeftIsUsedAndRemoved(PlantedFiles.Planted planted) throws Exception {
    planted.planter().plant(files);
    download();
    assertThat(everything().keySet())
        .containsExactly(root.toString(), root.resolve("data").toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(PLANTED + "remainsOfOurs")
  void soDoesOneOfASmallObject(PlantedFiles.Planted planted) throws Exception {
    byte[] small = {1, 2, 3};
    store.holds(small);
    planted.planter().plant(files);
    downloader.download(store.url(), files.target);
    assertHolds(files.target, small);
    assertThat(everything().keySet())
        .containsExactly(root.toString(), root.resolve("data").toString());
  }

  private void assertNeverWrittenAgain() throws IOException {
    Files.createLink(files.elsewhere, files.part); // killed before it removed the first name
    Files.writeString(files.elsewhere, "edited");
    download();
    assertThat(files.elsewhere).hasContent("edited");
    assertThat(Files.getAttribute(files.elsewhere, "unix:nlink")).isEqualTo(1);
    assertThat(everything().keySet())
        .containsExactly(
            root.toString(), root.resolve("data").toString(), files.elsewhere.toString());
  }

  @Test
  void aFileThatGotItsNameAndWasMovedAndEditedIsNeverWrittenAgain() throws Exception {
    files.file(files.part);
    files.ownJournal(files.journal);
    assertNeverWrittenAgain();
  }

  @Test
  void norIsOneThatWasMarked() throws Exception {
    files.file(files.part);
    files.mark(files.part);
    assertNeverWrittenAgain();
  }

  @Test
  void aKilledDownloadFromAStoreWithoutRangesLeavesNothingForTheNext() throws Exception {
    store.holds(OddStore.random(1024 * 1024));
    store.behaves(get -> get.all().onResponseBody(SocketEffect.Stall.INSTANCE));
    Process killed = DownloadingProcess.start(Map.of(), store.url().url(), List.of(files.target));
    while (!Files.exists(files.part) || Files.size(files.part) == 0) {
      assertThat(killed.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    killed.destroyForcibly().waitFor();
    assertThat(files.part).exists();
    store.holds(PlantedFiles.OBJECT).behaves(OddStore.Get::asAsked);
    download();
    assertThat(everything().keySet())
        .containsExactly(root.toString(), root.resolve("data").toString());
  }
}
