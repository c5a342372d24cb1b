package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.disk.OddDisk;
import io.github.powerdrilljava.disk.OddDisk.Habit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By what a later download knows that a part file is its own. */
@Timeout(60)
class KnownPartFileTest extends AtOddStore {

  private static final String PART = "sales.csv.part";
  private static final String JOURNAL = "sales.csv.part.journal";

  /** What is beside a small object once its bytes are written, and whether it is a link. */
  private Map<String, Boolean> filesOnceItIsWritten(Habit... habits) {
    store.holds(OddStore.random(1_000));
    OddDisk disk = new OddDisk();
    disk.set(Set.of(habits), Integer.MAX_VALUE);
    Map<String, Boolean> seen = new TreeMap<>();
    downloader.download(
        DownloadRequest.of(store.url(), disk.of(target))
            .withProgress(
                (received, total) -> {
                  try {
                    files().forEach(file -> seen.put(name(file), Files.isSymbolicLink(file)));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
    assertHolds(target, store.object());
    return seen;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  @Test
  void aMarkIsEnoughWhereAllBytesCameAtOnce() throws IOException {
    assertThat(filesOnceItIsWritten()).isEqualTo(Map.of(PART, false, JOURNAL, true));
    assertThat(files()).containsExactly(target);
  }

  @Test
  void itHasAJournalWhereItCannotHaveAMark() throws IOException {
    assertThat(filesOnceItIsWritten(Habit.NO_LINKS)).isEqualTo(Map.of(PART, false, JOURNAL, false));
    assertThat(files()).containsExactly(target);
  }

  @Test
  void itHasNothingWhereNoLockSaysThatItIsInUse() throws IOException {
    assertThat(filesOnceItIsWritten(Habit.NO_LOCKS).keySet())
        .singleElement()
        .asString()
        .matches("sales\\.csv\\.[0-9a-f]{8}\\.part");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void itHasNoJournalWhereItsNameIsTakenMeanwhile() throws IOException {
    Path journal = Files.createSymbolicLink(dir.resolve(JOURNAL), root.resolve("nowhere"));
    downloader.download(request(target));
    assertHolds(target, OBJECT);
    assertThat(journal).isSymbolicLink();
    assertThat(root.resolve("nowhere")).doesNotExist();
  }

  /**
   * A process of its own, whose files its group may write to, as is the default of some systems.
   */
  private String downloadSharingWithTheGroup() throws IOException {
    ProcessBuilder process =
        DownloadingProcess.builder(Map.of(), store.url().url(), List.of(target));
    process.command().addAll(0, List.of("sh", "-c", "umask 002; exec \"$@\"", "sh"));
    return new String(process.start().getInputStream().readAllBytes(), UTF_8).strip();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void onlyItsOwnerCanWriteToItUntilItIsWholeWhateverIsUsual() throws IOException {
    store.behaves(
        get ->
            get.number() == 0
                ? get.said("bytes 0-" + get.last() + "/" + OBJECT.length)
                    .chunkedBody(get.bytes(0, 100_000), 8192)
                : get.refused(404, "NoSuchKey"));
    assertThat(downloadSharingWithTheGroup()).startsWith("100000 kept: ");
    assertThat(permissions(dir.resolve(PART))).isEqualTo("rw-r--r--");
    assertThat(permissions(dir.resolve(JOURNAL))).isEqualTo("rw-r--r--");

    store.behaves(OddStore.Get::asAsked).holds(OBJECT);
    assertThat(downloadSharingWithTheGroup()).isEqualTo("done");
    assertThat(store.gets().get(0).first()).as("where it resumed").isEqualTo(100_000);
    assertHolds(target, OBJECT);
    assertThat(permissions(target)).isEqualTo("rw-rw-r--");
    assertThat(files()).containsExactly(target);
  }
}
