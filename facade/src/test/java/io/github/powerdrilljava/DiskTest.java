package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a download does when the disk or the place of its file is not as it wishes. */
@Timeout(60)
class DiskTest extends AtSmallDisk {

  private Path target;

  @BeforeEach
  void choose() {
    target = dir.resolve("sales.csv");
  }

  private DownloadRequest<?> request() {
    return DownloadRequest.of(PresignRequest.of("dset-1", "ds-1"), target);
  }

  private DownloadException failureOf(DownloadRequest<?> request) {
    return catchThrowableOfType(
        DownloadException.class, () -> client.dataSources().download(request));
  }

  private static ProgressListener onceHalfIsThere(Action action) {
    AtomicBoolean done = new AtomicBoolean();
    return (received, total) -> {
      if (received > total / 2 && done.compareAndSet(false, true)) {
        try {
          action.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private interface Action {
    void run() throws IOException;
  }

  private long storeRequests() {
    return sandbox.requests().stream()
        .map(ReceivedRequest::side)
        .filter(Side.OBJECT_STORE::equals)
        .count();
  }

  private void fillDisk() throws IOException {
    byte[] block = new byte[64 * 1024];
    try (var file = Files.newOutputStream(dir.resolve("log"))) {
      while (true) {
        file.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  @Test
  void asksForSpaceBeforeItFetches() throws Exception {
    mountDisk("8m");
    assertThat(failureOf(request()))
        .hasMessageContaining("20983865 bytes are needed, but only 8388608 are free");
    assertThat(files()).isEmpty();
  }

  @Test
  void asksForSpaceBeforeItSavesOneResponse() throws Exception {
    mountDisk("128k");
    sandbox.put("dset-1", "ds-1", Files.write(served.resolve("one.csv"), new byte[300_000]));
    AtomicLong received = new AtomicLong(-1);
    assertThat(failureOf(request().withProgress((bytes, total) -> received.set(bytes))))
        .hasMessageContaining("300000 bytes are needed, but only 131072 are free");
    assertThat(received).as("bytes that were fetched in vain").hasValue(-1);
  }

  @Test
  void keepsWhatItHasWhenTheDiskFillsUp() throws Exception {
    mountDisk("24m");
    DownloadException failure = failureOf(request().withProgress(onceHalfIsThere(this::fillDisk)));
    assertThat(failure)
        .hasMessageContaining("sales.csv.part could not be written, No space left on device");
    assertThat(failure.bytesKept()).isGreaterThan(content.length / 4);
    assertThat(files()).containsExactly("log", "sales.csv.part", "sales.csv.part.journal");

    Files.delete(dir.resolve("log"));
    AtomicLong first = new AtomicLong(-1);
    client
        .dataSources()
        .download(request().withProgress((received, total) -> first.compareAndSet(-1, received)));
    assertHolds(target, content);
    assertThat(first).hasValueGreaterThan(failure.bytesKept());
    assertThat(files()).containsExactly("sales.csv");
  }

  @Test
  void asksForSpaceBeforeItGoesOn() throws Exception {
    mountDisk("40m");
    long kept = failureOf(request().withProgress(onceHalfIsThere(this::fillDisk))).bytesKept();
    long before = storeRequests();
    assertThat(failureOf(request()))
        .hasMessageContaining("bytes are needed, but only 0 are free")
        .hasMessageContaining(kept + " bytes are kept");
    assertThat(storeRequests()).as("it asks once whether it is that large").isEqualTo(before + 1);
  }

  @Test
  void namesADiskThatCannotBeWritten() throws Exception {
    mountDisk("40m");
    run("mount", "-o", "remount,ro", dir.toString());
    assertThat(failureOf(request())).hasMessageContaining("could not be written, Read-only file");
  }

  @Test
  void replacesWhatSomeoneElsePutThereMeanwhile() throws Exception {
    client
        .dataSources()
        .download(
            request()
                .replacingExisting()
                .withProgress(onceHalfIsThere(() -> Files.writeString(target, "theirs"))));
    assertHolds(target, content);
    assertThat(files()).containsExactly("sales.csv");
  }

  @Test
  void keepsWhatItHasWhereADirectoryAppearsMeanwhile() throws Exception {
    DownloadException failure =
        failureOf(
            request()
                .replacingExisting()
                .withProgress(onceHalfIsThere(() -> Files.createDirectory(target))));
    assertThat(failure).hasMessageContaining("sales.csv could not be written, Is a directory");
    assertThat(failure.bytesKept()).isEqualTo(content.length);

    Files.delete(target);
    long before = storeRequests();
    client.dataSources().download(request());
    assertHolds(target, content);
    // It has to ask whether the content is still the same, for which one byte is enough.
    assertThat(storeRequests()).isEqualTo(before + 1);
    assertThat(sandbox.requests().get(sandbox.requests().size() - 1).header("Range"))
        .contains("bytes=" + (content.length - 1) + "-" + (content.length - 1));
  }

  @Test
  void seesALinkThatLeadsNowhereBeforeItFetches() throws Exception {
    Files.createSymbolicLink(target, dir.resolve("gone.csv"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.dataSources().download(request()))
        .withMessageContaining("is a link that leads nowhere");
    assertThat(storeRequests()).isZero();
  }

  @Test
  void seesItInADirectoryTooWhereTheUrlGivesTheName() throws Exception {
    Files.createSymbolicLink(target, dir.resolve("gone.csv"));
    assertThat(failureOf(DownloadRequest.of(PresignRequest.of("dset-1", "ds-1"), dir)))
        .hasMessageContaining("sales.csv already exists");
    assertThat(storeRequests()).isZero();
  }

  @Test
  void bringsTheContentToWhereALinkLeadsThatLeadsNowhereYet() throws Exception {
    Files.createSymbolicLink(target, Path.of("gone.csv"));
    client.dataSources().download(request().replacingExisting());
    assertHolds(dir.resolve("gone.csv"), content);
    assertThat(target).isSymbolicLink();
    assertThat(files()).containsExactly("gone.csv", "sales.csv");
  }

  @Test
  void givesTheFileTheRightsOfAnyNewFile() throws Exception {
    client.dataSources().download(request());
    Path any = Files.createFile(dir.resolve("any"));
    assertThat(Files.getPosixFilePermissions(target)).isEqualTo(Files.getPosixFilePermissions(any));
  }
}
