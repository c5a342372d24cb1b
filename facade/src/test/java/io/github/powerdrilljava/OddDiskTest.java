package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Disks that lack what others have, or fail. A process of its own downloads to all of them, with a
 * library preloaded that lets a directory be on the disk that its name says.
 */
@Timeout(60)
class OddDiskTest {

  private static final byte[] OBJECT = OddStore.random(300_001);

  private static final List<String> DISKS =
      List.of(
          "lock-ENOSYS",
          "lock-ENOLCK",
          "lock-EOPNOTSUPP",
          "size-unknown",
          "link-EPERM",
          "fsync-EINVAL",
          "fsync-ENOSYS",
          "fsync-EOPNOTSUPP",
          "fsync-EIO",
          "write-EDQUOT",
          "write-ENOSPC",
          "write-EFBIG",
          "journal-ENOSPC");

  @TempDir static Path root;
  private static OddStore store;
  private static Downloader downloader;
  private static String shim = "";

  /** What the process said of each. */
  private static final Map<String, String> SAID = new LinkedHashMap<>();

  @BeforeAll
  static void downloadToAll() throws Exception {
    store = new OddStore(OBJECT);
    downloader = store.downloader();
    Path library = root.resolve("odd_disk.so");
    assumeTrue(isCompiled(library), "needs a C compiler, and a system that preloads libraries");
    shim = library.toString();
    for (String disk : DISKS) {
      Files.createDirectory(root.resolve(disk));
    }
    Process process = start(DISKS.stream().map(OddDiskTest::target).toList());
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = output.lines().toList();
    assertThat(lines).as(output).hasSameSizeAs(DISKS);
    for (int i = 0; i < DISKS.size(); i++) {
      SAID.put(DISKS.get(i), lines.get(i));
    }
  }

  private static boolean isCompiled(Path library) throws Exception {
    String source =
        Path.of(Objects.requireNonNull(OddDiskTest.class.getResource("/odd_disk.c")).toURI())
            .toString();
    try {
      return System.getProperty("os.name").equals("Linux")
          && new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source, "-ldl")
                  .inheritIO()
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  private static Process start(List<Path> targets) throws IOException {
    return DownloadingProcess.start(Map.of("LD_PRELOAD", shim), store.url().url(), targets);
  }

  @AfterAll
  static void close() {
    downloader.close();
    store.close();
  }

  private static Path target(String disk) {
    return root.resolve(disk).resolve("sales.csv");
  }

  private static List<Path> files(String disk) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(disk))) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lock-ENOSYS",
        "lock-ENOLCK",
        "lock-EOPNOTSUPP",
        "size-unknown",
        "link-EPERM",
        "fsync-EINVAL",
        "fsync-ENOSYS",
        "fsync-EOPNOTSUPP"
      })
  void whatADiskLacksIsNotNeeded(String disk) throws IOException {
    assertThat(SAID.get(disk)).isEqualTo("done");
    assertHolds(target(disk), OBJECT);
    assertThat(files(disk)).containsExactly(target(disk));
  }

  @Test
  void whatADiskFailedToStoreIsNotKept() throws IOException {
    assertThat(SAID.get("fsync-EIO"))
        .startsWith("0 kept: ")
        .contains("the disk failed to store it: Input/output error");
    assertThat(files("fsync-EIO")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "write-EDQUOT, 'sales.csv.part could not be written, Disk quota exceeded'",
    "write-ENOSPC, 'sales.csv.part could not be written, No space left on device'",
    "write-EFBIG, 'sales.csv.part could not be written, File too large'",
    "journal-ENOSPC, 'sales.csv.part.journal could not be written, No space left on device'"
  })
  void whatIsSaidToBeKeptIsKept(String disk, String message) throws IOException {
    String said = String.valueOf(SAID.get(disk));
    assertThat(said).contains(message);
    long kept = Long.parseLong(said.substring(0, said.indexOf(' ')));
    assertThat(kept).isPositive();
    assertThat(said).contains(kept + " bytes are kept");

    store.gets().clear();
    downloader.download(store.url(), target(disk));
    assertHolds(target(disk), OBJECT);
    assertThat(files(disk)).containsExactly(target(disk));
    assertThat(store.gets().stream().mapToLong(get -> get.last() + 1 - get.first()).sum())
        .as("bytes asked for again")
        .isEqualTo(OBJECT.length - kept);
  }

  @Test
  void aProcessThatIsKilledAsItBeginsAgainLeavesNothingForTheNext() throws Exception {
    Path target = Files.createDirectory(root.resolve("killed")).resolve("sales.csv");
    Path part = target.resolveSibling("sales.csv.part");
    Files.write(part, Arrays.copyOf(OBJECT, 1000));
    Journals.plain(target.resolveSibling("sales.csv.part.journal"), store.url());
    assertThat(start(List.of(target)).waitFor()).isGreaterThan(128);
    assertThat(part).exists();
    downloader.download(store.url(), target);
    assertHolds(target, OBJECT);
    assertThat(files("killed")).containsExactly(target);
  }
}
