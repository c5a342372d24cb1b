package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a part file is until it gets the target's name, and which file gets it. */
@Timeout(60)
class PartFileNamingTest extends AtOddStore {

  private Path part;

  @BeforeEach
  void namePart() {
    part = dir.resolve("sales.csv.part");
  }

  private interface Action {
    void run() throws IOException;
  }

  private DownloadRequest<PresignedUrl> request() {
    return request(target).withConnections(1).replacingExisting();
  }

  private static ProgressListener withTheLastByte(Action action) {
    return (received, total) -> {
      if (received == total) {
        try {
          action.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private DownloadException failureOf(DownloadRequest<PresignedUrl> request) {
    return failureOf(downloader, request);
  }

  private static void setPermissions(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void assertResumesAt(long position) throws IOException {
    store.behaves(OddStore.Get::asAsked).holds(OBJECT);
    downloader.download(request());
    assertHolds(target, OBJECT);
    assertThat(store.gets().get(0).first()).as("where it resumed").isEqualTo((int) position);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(target);
    }
  }

  /** So many bytes arrive, and then the object seems to be gone; how many are kept in all. */
  private long fetch(int bytes) {
    store.behaves(
        get ->
            get.number() == 0
                ? get.said("bytes " + get.first() + "-" + get.last() + "/" + OBJECT.length)
                    .chunkedBody(get.bytes(get.first(), bytes), 8192)
                : get.refused(404, "NoSuchKey"));
    store.gets().clear();
    return failureOf(request()).bytesKept();
  }

  @Test
  void aFileThatCameToThePartFilesPlaceDoesNotGetTheName() throws IOException {
    Files.writeString(target, "old");
    Path moved = dir.resolve("moved");
    DownloadException failure =
        failureOf(
            request()
                .withProgress(
                    withTheLastByte(
                        () -> {
                          Files.move(part, moved);
                          Files.writeString(part, "of someone else");
                        })));
    assertThat(failure).hasMessageContaining("it was removed or replaced meanwhile");
    assertThat(target).hasContent("old");
    assertThat(part).hasContent("of someone else");
  }

  @Test
  void nobodyElseCanWriteToItWhateverTheFileAllowsThatItReplaces() throws IOException {
    Files.writeString(target, "old");
    setPermissions(target, "rw-rw-rw-");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    downloader.download(request().withProgress(withTheLastByte(() -> seen.add(permissions(part)))));
    assertThat(seen).containsExactly("rw-r--r--");
    assertThat(permissions(target)).isEqualTo("rw-rw-rw-");
  }

  @Test
  void itCanBeResumedWhereItCouldNotGetItsName() throws IOException {
    Files.writeString(target, "old");
    setPermissions(target, "rw-rw-rw-");
    DownloadException failure =
        failureOf(
            request()
                .withProgress(
                    withTheLastByte(
                        () -> {
                          Files.delete(target);
                          Files.createDirectories(target.resolve("in the way"));
                        })));
    assertThat(failure.bytesKept()).isEqualTo(OBJECT.length);
    assertThat(permissions(part)).isEqualTo("rw-r--r--");
    Files.delete(target.resolve("in the way"));
    Files.delete(target);
    assertResumesAt(OBJECT.length - 1); // is it still the same?
  }

  @Test
  void itIsResumedWhereItWasCopiedTogetherWithItsJournal() throws IOException {
    long kept = fetch(100_000);
    Path journal = dir.resolve("sales.csv.part.journal");
    for (Path file : List.of(part, journal)) {
      Path copy = Files.copy(file, dir.resolve("copy"));
      setPermissions(copy, "rw-r--r--");
      Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }
    assertResumesAt(kept);
  }

  @Test
  void itIsResumedInTheMiddleOfAPartThatWasResumedInItsMiddle() throws IOException {
    assertThat(fetch(100_000)).isEqualTo(100_000);
    assertThat(fetch(10_000)).isEqualTo(110_000);
    assertResumesAt(110_000);
  }

  @Test
  void whatItHasTooMuchIsCutOff() throws IOException {
    long kept = fetch(100_000);
    byte[] begun = Files.readAllBytes(part);
    Files.write(part, Arrays.copyOf(begun, 2 * OBJECT.length));
    assertResumesAt(kept);
    assertThat(store.gets()).as("requests").hasSize(1);
  }

  @Test
  void nothingIsKeptOfAResponseThatBringsMoreThanItsRange() throws IOException {
    store.behaves(
        get ->
            get.range() == null
                ? get.refused(404, "NoSuchKey")
                : get.said("bytes " + get.first() + "-" + get.last() + "/" + OBJECT.length)
                    .chunkedBody(get.asked().writeByte(7), 8192));
    assertThat(failureOf(request())).returns(0L, DownloadException::bytesKept);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatWasKeptIsFetchedAgainOnceWhereTheChecksumDoesNotFit() {
    assertThat(fetch(100_000)).isEqualTo(100_000);
    store.gets().clear();
    store.behaves(get -> get.number() < 10 ? get.asAsked() : get.refused(404, "NoSuchKey"));
    assertThat(failureOf(request().withSha256("0".repeat(64))))
        .hasMessageContaining("does not have the SHA-256");
    assertThat(store.gets()).extracting(OddStore.Get::first).containsExactly(100_000, 0);
  }
}
