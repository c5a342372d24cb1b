package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download goes on where an earlier one ended, as long as that is the same content. */
@Timeout(60)
class ResumedDownloadTest extends AtLargeContent {

  /** So many bytes are written at once of a content of one part. */
  private static final int BUFFER = MIB / 4;

  /** Downloads until more than half is there, then gives up. */
  private void beginAndCancel() {
    cancelAt(content.length / 2 + 1, request().withMaxBytesPerSecond(40L * MIB));
  }

  private void cancelWithTheLastByte() {
    cancelAt(content.length, request());
  }

  /** Gives up once so many bytes are there; how many there are then. */
  private long cancelAt(long bytes, DownloadRequest<?> request) {
    AtomicLong there = new AtomicLong();
    CompletableFuture<CompletableFuture<Path>> download = new CompletableFuture<>();
    download.complete(
        client
            .dataSources()
            .downloadAsync(
                request.withProgress(
                    (received, total) -> {
                      there.set(received);
                      if (received >= bytes) {
                        download.join().cancel(true);
                      }
                    })));
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> download.join().join());
    return there.get();
  }

  @Test
  void asksForOneByteOfAContentThatHadArrivedWhole() {
    cancelWithTheLastByte();
    int before = storeRequests().size();
    client.dataSources().download(request());
    assertHolds(target, content);
    assertThat(bytesAskedFor(storeRequests().subList(before, storeRequests().size()))).isOne();
  }

  @Test
  void startsOverWhereAContentHasChangedThatHadArrivedWhole() {
    cancelWithTheLastByte();
    change();
    client.dataSources().download(request());
    assertHolds(target, content);
  }

  private long bytesAskedFor(List<ReceivedRequest> requests) {
    return requests.stream()
        .mapToLong(
            request -> {
              String[] range = request.header("Range").orElseThrow().substring(6).split("-", -1);
              return Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1;
            })
        .sum();
  }

  @Test
  void goesOnWhereACancelledDownloadEnded() throws Exception {
    beginAndCancel();
    int before = storeRequests().size();
    long[] first = {-1};
    client
        .dataSources()
        .download(
            request()
                .withConnections(1)
                .withProgress((received, total) -> first[0] = first[0] < 0 ? received : first[0]));
    assertHolds(target, content);
    assertThat(files()).containsExactly("sales.csv");
    List<ReceivedRequest> again = storeRequests().subList(before, storeRequests().size());
    assertThat(bytesAskedFor(again)).isLessThan(content.length / 2 + 3L * MIB);
    assertThat(first[0]).isGreaterThan(content.length / 2 - 3L * MIB);
  }

  @Test
  void goesOnFromTheLastByteOfAContentOfOnePart() throws Exception {
    int kept = 2 * BUFFER;
    content = Arrays.copyOf(content, 4 * BUFFER);
    Files.write(source, content);
    cancelAt(kept, request());
    int before = storeRequests().size();
    client.dataSources().download(request());
    assertHolds(target, content);
    assertThat(bytesAskedFor(storeRequests().subList(before, storeRequests().size())))
        .isEqualTo(content.length - kept);
  }

  @Test
  void goesOnFromTheLastByteOfAPartThatWasResumedBefore() throws Exception {
    content = Arrays.copyOf(content, 2 * MIB);
    Files.write(source, content);
    DownloadRequest<?> request = request().withConnections(1);
    cancelAt(BUFFER, request);
    long kept = cancelAt(2 * BUFFER, request);
    int before = storeRequests().size();
    client.dataSources().download(request);
    assertHolds(target, content);
    assertThat(bytesAskedFor(storeRequests().subList(before, storeRequests().size())))
        .isEqualTo(content.length - kept);
  }

  /** For a process that is killed: nothing comes after that. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatHasArrivedOfAPartIsRecordedMeanwhile(int parts) throws Exception {
    content = Arrays.copyOf(content, parts * MIB);
    Files.write(source, content);
    Path journal = dir.resolve("sales.csv.part.journal");
    List<Long> lengths = new ArrayList<>();
    client
        .dataSources()
        .download(
            request()
                .withConnections(1)
                .withMaxBytesPerSecond(2L * MIB) // it records after 100 ms, and takes 500 for each
                .withProgress(
                    (received, total) -> {
                      if (received < MIB) {
                        lengths.add(journal.toFile().length());
                      }
                    }));
    assertHolds(target, content);
    assertThat(lengths.get(lengths.size() - 1)).isGreaterThan(lengths.get(0));
  }

  @Test
  void goesOnAlsoWhereAnotherContentHadBeenBegunBefore() throws Exception {
    beginAndCancel();
    change();
    beginAndCancel();
    int before = storeRequests().size();
    client.dataSources().download(request().withConnections(1));
    assertHolds(target, content);
    assertThat(bytesAskedFor(storeRequests().subList(before, storeRequests().size())))
        .isLessThan(content.length / 2 + 3L * MIB);
  }

  @Test
  void startsOverWhereTheContentHasChangedMeanwhile() throws Exception {
    beginAndCancel();
    content = FileContent.random(content.length, 2);
    Files.write(source, content);
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    client.dataSources().download(request());
    assertHolds(target, content);
    assertThat(files()).containsExactly("sales.csv");
  }

  @Test
  void startsOverWithADamagedJournal() throws Exception {
    beginAndCancel();
    Path journal = dir.resolve("sales.csv.part.journal");
    byte[] damaged = Files.readAllBytes(journal);
    damaged[10] ^= 1;
    Files.write(journal, damaged);
    client.dataSources().download(request());
    assertHolds(target, content);
    assertThat(files()).containsExactly("sales.csv", "sales.csv.part", "sales.csv.part.journal");
  }

  @Test
  void fetchesAgainWhatWasDamagedOnDisk() throws Exception {
    beginAndCancel();
    Path part = dir.resolve("sales.csv.part");
    byte[] damaged = Files.readAllBytes(part);
    damaged[100] ^= 1;
    Files.write(part, damaged);
    client.dataSources().download(request());
    assertHolds(target, content);
  }

  @Test
  void leavesOffWhatAPartFileHasTooMuch() throws Exception {
    beginAndCancel();
    Files.write(dir.resolve("sales.csv.part"), new byte[30 * MIB]);
    client.dataSources().download(request());
    assertHolds(target, content);
  }

  @Test
  void takesOverFromADownloadWhoseFutureHasJustBeenCancelled() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    CompletableFuture<Path> first =
        client
            .dataSources()
            .downloadAsync(
                request()
                    .withProgress(
                        (received, total) -> {
                          begun.countDown();
                          cancelled.join();
                        }));
    CompletableFuture<Path> second =
        first.handle(
            (path, failure) -> {
              cancelled.complete(true);
              return client.dataSources().download(request());
            });
    begun.await();
    first.cancel(true);
    assertHolds(second.join(), content);
  }
}
