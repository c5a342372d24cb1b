package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.internal.download.Journals;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;
import okio.ByteString;
import okio.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that are no plain new file, or do not stay what they were. */
@Timeout(60)
class OddTargetTest extends AtOddStore {

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rwxr-xr-x", "r--r--r--", "rw-rw-rw-"})
  void aFileThatIsReplacedKeepsItsPermissions(String permissions) throws IOException {
    Files.writeString(target, "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
    downloader.download(request(target).replacingExisting());
    assertHolds(target, OBJECT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo(permissions);
    assertThat(files()).containsExactly(target);
  }

  private Path linkToNowhere(String name) throws IOException {
    return Files.createSymbolicLink(dir.resolve(name), root.resolve("elsewhere.csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "object"}) // the name that the URL gives
  void aLinkIsFollowedWhereReplacingIsAskedFor(String name) throws IOException {
    Path link = linkToNowhere("object");
    downloader.download(request(dir.resolve(name)).replacingExisting());
    assertHolds(root.resolve("elsewhere.csv"), OBJECT);
    assertThat(link).isSymbolicLink();
    assertThat(files()).containsExactly(link);
  }

  @Test
  void aLinkThatHasTheNameWhichTheUrlGivesIsNotFollowedOtherwise() throws IOException {
    Path link = linkToNowhere("object");
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloader.download(request(dir)))
        .withMessageContaining(link + " already exists");
    assertThat(link).isSymbolicLink();
    assertThat(root.resolve("elsewhere.csv")).doesNotExist();
    assertThat(store.gets()).isEmpty();
  }

  @Test
  void aDeviceIsWrittenToAndStays() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "needs devices");
    assertThat(downloader.download(request(device))).isEqualTo(device);
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void whatADeviceHasGotIsReported() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "needs devices");
    List<Long> reported = new ArrayList<>();
    downloader.download(
        request(device)
            .withProgress(
                (received, total) -> {
                  assertThat(total).isEqualTo(ProgressListener.UNKNOWN);
                  reported.add(received);
                }));
    assertThat(reported).isSorted().doesNotHaveDuplicates().endsWith((long) OBJECT.length);
  }

  @Test
  void aDeviceThatIsFullIsNamed() {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device), "needs devices");
    assertThat(failureOf(downloader, request(device)))
        .hasMessageContaining("/dev/full could not be written, No space left on device");
  }

  @Test
  void aChecksumCountsForADeviceToo() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "needs devices");
    assertThat(failureOf(downloader, request(device).withSha256("0".repeat(64))))
        .hasMessageContaining("what was written does not have the SHA-256 that it must have");
    downloader.download(request(device).withSha256(ByteString.of(OBJECT).sha256().hex()));
  }

  @Test
  void whatAProcessHasOpenIsWrittenToByItsNumber() throws IOException {
    Path numbers = Path.of("/proc/self/fd");
    assumeTrue(Files.exists(numbers) && Files.exists(Path.of("/dev/fd")), "needs numbers");
    try (FileOutputStream held = new FileOutputStream(target.toFile());
        Stream<Path> open = Files.list(numbers)) {
      Path number = open.filter(each -> leadsTo(each, target)).findFirst().orElseThrow();
      downloader.download(request(Path.of("/dev/fd/" + number.getFileName())));
      assertThat(held.getChannel().size()).isEqualTo(OBJECT.length);
    }
    assertHolds(target, OBJECT);
    assertThat(files()).containsExactly(target);
  }

  private static boolean leadsTo(Path link, Path target) {
    try {
      return Files.readSymbolicLink(link).equals(target);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDirectoryThatIsRemovedMeanwhileIsNoticedAtOnce(boolean inRanges) throws IOException {
    store.holds(new byte[32 * 1024 * 1024]);
    if (!inRanges) {
      store.behaves(get -> get.all().body(endless()));
    }
    AtomicLong last = new AtomicLong();
    DownloadException failure =
        failureOf(
            downloader,
            request(target)
                .withMaxBytesPerSecond(4 * 1024 * 1024)
                .withProgress(
                    (received, total) -> {
                      last.set(received);
                      removeDirectory();
                    }));
    assertThat(failure)
        .hasMessageContaining("it was removed or replaced meanwhile")
        .hasMessageNotContaining("kept")
        .returns(0L, DownloadException::bytesKept);
    assertThat(last).as("bytes fetched in vain").hasValueLessThan(8 * 1024 * 1024);
    assertThat(dir).doesNotExist();
  }

  /** More than a client that reads slowly wants. */
  private static MockResponseBody endless() {
    long length = 32 * 1024 * 1024;
    return new MockResponseBody() {
      @Override
      public long getContentLength() {
        return length;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        for (long written = 0; written < length; written += 8192) {
          sink.write(new byte[8192]).flush();
        }
      }
    };
  }

  private void removeDirectory() {
    try {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(dir));
    } catch (IOException e) {
      // It is gone already.
    }
  }

  @Test
  void aNameThatIsTooLongIsRefusedBeforeAnythingIsSent() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> downloader.download(request(dir.resolve("x".repeat(256)))));
    assertThat(store.gets()).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamedBeforeAnythingIsSent() throws IOException {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(dir), "root may write everywhere");
    assertThat(failureOf(downloader, request(target))).hasMessageContaining("permission denied");
    assertThat(store.gets()).isEmpty();
  }

  @Test
  void whatIsKeptOutlivesAnInterruptWhileItIsReadBack() throws IOException {
    byte[] begun = Arrays.copyOf(OBJECT, Journals.PART_BYTES);
    Files.write(dir.resolve("sales.csv.part"), begun);
    Journals.of(
        dir.resolve("sales.csv.part.journal"),
        store.url(),
        OBJECT.length,
        OddStore.TAG,
        begun,
        null);
    Thread.currentThread().interrupt();
    DownloadException failure = failureOf(downloader, request(target));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .hasMessageContaining(": the thread was interrupted."); // not the disk's fault
    downloader.download(request(target));
    assertHolds(target, OBJECT);
    assertThat(store.gets().get(0).first()).isEqualTo(begun.length);
    assertThat(files()).containsExactly(target);
  }
}
