package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents of many parts arrive over several connections, and what has arrived is not lost. */
@Timeout(60)
class LargeDownloadTest {

  private static final int MIB = 1024 * 1024;
  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");

  @TempDir Path dir;
  @TempDir Path served;
  private final byte[] content = new byte[20 * MIB + 12_345];
  private PowerdrillSandbox sandbox;
  private PowerdrillClient client;
  private Path source;
  private Path target;

  @BeforeEach
  void start() throws Exception {
    new Random(1).nextBytes(content);
    sandbox = PowerdrillSandbox.start();
    source = Files.write(served.resolve("sales.csv"), content);
    sandbox.put("dset-1", "ds-1", source);
    client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .retries(new Retries(4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
            .build();
    target = dir.resolve("sales.csv");
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private DownloadRequest request() {
    return DownloadRequest.of(SALES, target);
  }

  private List<ReceivedRequest> storeRequests() {
    return sandbox.requests().stream()
        .filter(request -> request.side() == Side.OBJECT_STORE)
        .toList();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void fetchesPartsOverSeveralConnections() throws Exception {
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
    assertThat(files()).containsExactly("sales.csv");
    assertThat(storeRequests()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(storeRequests().get(0).header("Range")).contains("bytes=0-8388607");
    assertThat(storeRequests().stream().skip(1))
        .allMatch(request -> request.header("If-Range").isPresent());
  }

  @Test
  void fetchesOverOneConnectionWhereThatIsAskedFor() {
    client.dataSources().download(request().withConnections(1));
    assertThat(target).hasBinaryContent(content);
    assertThat(storeRequests())
        .extracting(request -> request.header("Range").orElse(""))
        .containsExactly("bytes=0-8388607", "bytes=8388608-20983864");
  }

  @Test
  void addsAConnectionWhereThoseItBeganWithAreSlow() {
    Fault slow = Fault.trickle(Duration.ofMillis(1));
    sandbox.storeFaults().next(slow, slow); // for ever, in this test's time
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void goesOnFromTheLastByteWhereAConnectionBreaks() {
    sandbox.storeFaults().next(Fault.halfBody(), Fault.reset(Fault.Moment.IN_BODY));
    client.dataSources().download(request().withConnections(1));
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void tellsTheListenerOfEveryByteOnce() {
    AtomicBoolean whole = new AtomicBoolean();
    long[] last = {-1};
    client
        .dataSources()
        .download(
            request()
                .withProgress(
                    (received, total) -> {
                      assertThat(total).isEqualTo(content.length);
                      assertThat(received).isGreaterThan(last[0]).isLessThanOrEqualTo(total);
                      last[0] = received;
                      whole.set(received == total);
                    }));
    assertThat(whole).isTrue();
  }

  /** Downloads until more than half is there, then gives up. */
  private void beginAndCancel() {
    CountDownLatch half = new CountDownLatch(1);
    CompletableFuture<Path> download =
        client
            .dataSources()
            .downloadAsync(
                request()
                    .withProgress(
                        (received, total) -> {
                          if (received > total / 2) {
                            half.countDown();
                          }
                        })
                    .withMaxBytesPerSecond(40L * MIB));
    try {
      half.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    download.cancel(true);
  }

  private void cancelWithTheLastByte() {
    CompletableFuture<CompletableFuture<Path>> download = new CompletableFuture<>();
    download.complete(
        client
            .dataSources()
            .downloadAsync(
                request()
                    .withProgress(
                        (received, total) -> {
                          if (received == total) {
                            download.join().cancel(true);
                          }
                        })));
    assertThatExceptionOfType(java.util.concurrent.CancellationException.class)
        .isThrownBy(() -> download.join().join());
  }

  @Test
  void asksForOneByteOfAContentThatHadArrivedWhole() {
    cancelWithTheLastByte();
    int before = storeRequests().size();
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
    assertThat(bytesAskedFor(storeRequests().subList(before, storeRequests().size()))).isOne();
  }

  @Test
  void startsOverWhereAContentHasChangedThatHadArrivedWhole() {
    cancelWithTheLastByte();
    change();
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
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
    assertThat(target).hasBinaryContent(content);
    assertThat(files()).containsExactly("sales.csv");
    List<ReceivedRequest> again = storeRequests().subList(before, storeRequests().size());
    assertThat(bytesAskedFor(again)).isLessThan(content.length / 2 + 3L * MIB);
    assertThat(first[0]).isGreaterThan(content.length / 2 - 3L * MIB);
  }

  @Test
  void startsOverWhereTheContentHasChangedMeanwhile() throws Exception {
    beginAndCancel();
    new Random(2).nextBytes(content);
    Files.write(source, content);
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
    assertThat(files()).containsExactly("sales.csv");
  }

  @Test
  void neverMixesTwoVersions() throws Exception {
    AtomicBoolean changed = new AtomicBoolean();
    client
        .dataSources()
        .download(
            request()
                .withProgress(
                    (received, total) -> {
                      if (received > total / 2 && changed.compareAndSet(false, true)) {
                        change();
                      }
                    })
                .withMaxBytesPerSecond(80L * MIB));
    assertThat(changed).isTrue();
    assertThat(target).hasBinaryContent(content);
  }

  private void change() {
    try {
      Path other = served.resolve("other");
      new Random(3).nextBytes(content);
      Files.write(other, content);
      Files.setLastModifiedTime(other, FileTime.from(Instant.now().plusSeconds(60)));
      Files.move(other, source, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void leavesAPartFileOfAnotherAsItIs() throws Exception {
    Files.writeString(dir.resolve("sales.csv.part"), "theirs");
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
    assertThat(files()).containsExactly("sales.csv", "sales.csv.part");
    assertThat(dir.resolve("sales.csv.part")).hasContent("theirs");
  }

  @Test
  void startsOverWithADamagedJournal() throws Exception {
    beginAndCancel();
    Path journal = dir.resolve("sales.csv.part.journal");
    byte[] damaged = Files.readAllBytes(journal);
    damaged[10] ^= 1;
    Files.write(journal, damaged);
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
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
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void leavesOffWhatAPartFileHasTooMuch() throws Exception {
    beginAndCancel();
    Files.write(dir.resolve("sales.csv.part"), new byte[30 * MIB]);
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void renewsAnExpiredUrlOnceForAllConnections() {
    AtomicBoolean expired = new AtomicBoolean();
    client
        .dataSources()
        .download(
            request()
                .withProgress(
                    (received, total) -> {
                      if (received > MIB && expired.compareAndSet(false, true)) {
                        sandbox.advanceClock(Duration.ofHours(1));
                        sandbox.storeFaults().next(Fault.empty(503), Fault.empty(503));
                      }
                    })
                .withMaxBytesPerSecond(80L * MIB));
    assertThat(target).hasBinaryContent(content);
    assertThat(sandbox.requests().stream().filter(request -> request.side() == Side.API))
        .hasSize(2);
  }

  @Test
  void refusesAContentWithoutTheChecksumThatItMustHave() throws Exception {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> client.dataSources().download(request().withSha256("0".repeat(64))))
        .withMessageContaining("what arrived does not have the SHA-256 that it must have");
    assertThat(files()).isEmpty();
  }

  @Test
  void acceptsAContentWithTheChecksumThatItMustHave() throws Exception {
    String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    client.dataSources().download(request().withSha256(hex));
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void tellsHowMuchIsKeptWhenItGivesUp() {
    sandbox.storeFaults().next(Fault.resetAfter(4 * MIB));
    sandbox.storeFaults().randomly(1, 1, Fault.empty(503));
    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class,
            () -> client.dataSources().download(request().withConnections(1)));
    assertThat(failure)
        .hasMessageContaining("the object store answered HTTP 503. Try again later.")
        .hasMessageContaining("bytes are kept: the same download resumes from there.");
    assertThat(failure.bytesKept()).isPositive().isLessThan(content.length);
    assertThat(failure.canResume()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2 * MIB, 12 * MIB})
  void passesOnWhatAListenerThrowsAndKeepsNoNextDownloadFromCompleting(int when) throws Exception {
    IllegalStateException thrown = new IllegalStateException("the listener's");
    assertThatThrownBy(
            () ->
                client
                    .dataSources()
                    .download(
                        request()
                            .withProgress(
                                (received, total) -> {
                                  if (received > when) {
                                    throw thrown;
                                  }
                                })))
        .isSameAs(thrown);
    int before = storeRequests().size();
    client.dataSources().download(request());
    assertThat(target).hasBinaryContent(content);
    assertThat(files()).containsExactly("sales.csv");
    assertThat(storeRequests().size()).isGreaterThan(before);
  }

  @Test
  void refusesASecondDownloadToTheSameFile() {
    CompletableFuture<Throwable> second = new CompletableFuture<>();
    client
        .dataSources()
        .download(
            request()
                .withProgress(
                    (received, total) -> {
                      if (!second.isDone()) {
                        second.complete(
                            catchThrowableOfType(
                                DownloadException.class,
                                () -> client.dataSources().download(request())));
                      }
                    }));
    assertThat(second.join()).hasMessageContaining("another download to it is under way");
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void takesOverFromADownloadWhoseFutureHasJustBeenCancelled() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Path> first =
        client
            .dataSources()
            .downloadAsync(
                request()
                    .withMaxBytesPerSecond(20L * MIB)
                    .withProgress((received, total) -> begun.countDown()));
    CompletableFuture<Path> second =
        first.handle((path, failure) -> client.dataSources().download(request()));
    begun.await();
    first.cancel(true);
    assertThat(second.join()).hasBinaryContent(content);
  }

  @Test
  void makesDoWithTheConnectionsThatTheStoreGrants() {
    sandbox.storeFaults().randomly(0.5, 7, Fault.empty(503));
    client.dataSources().download(request().withConnections(8));
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void fetchesByAUrlThatSomeoneElsePresigned() {
    PresignedUrl url = client.dataSources().presign("dset-1", "ds-1");
    try (Downloader downloader = Downloader.create()) {
      assertThat(downloader.download(url, target)).hasBinaryContent(content);
    }
  }

  @Test
  void streamsOnWhereAConnectionBreaks() throws Exception {
    sandbox.storeFaults().next(Fault.halfBody(), Fault.reset(Fault.Moment.IN_BODY));
    try (InputStream in = client.dataSources().open("dset-1", "ds-1")) {
      assertThat(in).hasBinaryContent(content);
    }
  }
}
