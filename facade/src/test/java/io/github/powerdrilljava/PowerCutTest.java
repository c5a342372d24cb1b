package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.disk.OddDisk;
import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails after each of the changes that a download makes to its directory, and the disk
 * loses what it was not made to store.
 */
class PowerCutTest {

  private static final String NAME = "sales.csv";
  private static final byte[] OLD = {'o', 'l', 'd'};
  private static final byte[] SMALL = OddStore.random(1000);
  private static final byte[] LARGE = OddStore.random(3 * Journals.PART_BYTES + 7);

  /** More than any download here makes. */
  private static final int MANY = 1000;

  private static OddStore store;
  private static Downloader downloader;

  @TempDir Path root;
  private final OddDisk disk = new OddDisk();

  @BeforeAll
  static void open() {
    store = new OddStore(SMALL);
    downloader = store.downloader();
  }

  @AfterAll
  static void close() {
    downloader.close();
    store.close();
  }

  static Stream<Arguments> downloads() {
    return Stream.of(OddDisk.Loss.values())
        .flatMap(
            loss ->
                Stream.of(
                    Arguments.of("a small object", SMALL, false, loss),
                    Arguments.of("a small object in place of a file", SMALL, true, loss),
                    Arguments.of("a large object", LARGE, false, loss),
                    Arguments.of("a large object in place of a file", LARGE, true, loss)));
  }

  private Path begin(byte[] object, boolean replaces, int run) throws IOException {
    store.holds(object);
    Path dir = Files.createDirectories(root.resolve("run-" + run).resolve("data"));
    if (replaces) {
      Files.write(dir.resolve(NAME), OLD);
    }
    return dir;
  }

  private void download(Path dir, boolean replaces) {
    DownloadRequest<PresignedUrl> request =
        DownloadRequest.of(store.url(), disk.of(dir).resolve(NAME))
            .withPartSize(Journals.PART_BYTES)
            .withConnections(1);
    downloader.download(replaces ? request.replacingExisting() : request);
  }

  /** Whether the power failed before the download had made all of its changes. */
  private boolean failsAfter(int changes, Path dir, boolean replaces, OddDisk.Loss loss)
      throws IOException {
    disk.failAfter(changes, dir);
    try {
      download(dir, replaces);
    } catch (DownloadException e) {
      // Whatever it says, nobody hears it without power.
    }
    return disk.comeBack(loss);
  }

  @ParameterizedTest(name = "{0}, {3} lost")
  @MethodSource("downloads")
  void whatSucceededIsThereWhateverTheDiskLoses(
      String name, byte[] object, boolean replaces, OddDisk.Loss loss) throws IOException {
    Path dir = begin(object, replaces, 0);
    assertThat(failsAfter(MANY, dir, replaces, loss)).isFalse();
    assertHolds(dir.resolve(NAME), object);
  }

  @ParameterizedTest(name = "{0}, {3} lost")
  @MethodSource("downloads")
  void aTargetIsTheOldFileOrTheWholeNewOneAndTheNextDownloadCompletes(
      String name, byte[] object, boolean replaces, OddDisk.Loss loss) throws IOException {
    int changes = 0;
    for (boolean fails = true; fails; changes++) {
      Path dir = begin(object, replaces, changes);
      Path target = dir.resolve(NAME);
      fails = failsAfter(changes, dir, replaces, loss);
      if (Files.exists(target)) {
        assertThat(Files.readAllBytes(target)).as("after " + changes).isIn(OLD, object);
      } else {
        assertThat(replaces).as("the old file is lost after " + changes).isFalse();
      }
      download(dir, true);
      assertHolds(target, object);
    }
    assertThat(changes).as("changes that a download makes").isGreaterThan(5).isLessThan(MANY);
  }
}
