package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contents of many parts arrive whole over several connections. */
@Timeout(60)
class LargeDownloadTest extends AtLargeContent {

  @Test
  void fetchesPartsOverSeveralConnections() throws Exception {
    client.dataSources().download(request());
    assertHolds(target, content);
    assertThat(files()).containsExactly("sales.csv");
    assertThat(storeRequests()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(storeRequests().get(0).header("Range")).contains("bytes=0-8388607");
    assertThat(storeRequests().stream().skip(1))
        .allMatch(request -> request.header("If-Range").isPresent());
  }

  @Test
  void fetchesOverOneConnectionWhereThatIsAskedFor() {
    client.dataSources().download(request().withConnections(1));
    assertHolds(target, content);
    assertThat(storeRequests())
        .extracting(request -> request.header("Range").orElse(""))
        .containsExactly("bytes=0-8388607", "bytes=8388608-20983864");
  }

  @Test
  void addsAConnectionWhereThoseItBeganWithAreSlow() {
    Fault slow = Fault.trickle(Duration.ofMillis(1));
    sandbox.storeFaults().next(slow, slow); // for ever, in this test's time
    Set<Integer> connections = new ConcurrentSkipListSet<>();
    try (PowerdrillClient listened =
        clientBuilder()
            .listener(
                event -> {
                  if (event instanceof ClientEvent.PartReceived part) {
                    connections.add(part.connection());
                  }
                })
            .build()) {
      listened.dataSources().download(request());
    }
    assertHolds(target, content);
    assertThat(connections).contains(2).isSubsetOf(0, 1, 2);
  }

  @Test
  void goesOnFromTheLastByteWhereAConnectionBreaks() {
    sandbox.storeFaults().next(Fault.halfBody(), Fault.reset(Fault.Moment.IN_BODY));
    client.dataSources().download(request().withConnections(1));
    assertHolds(target, content);
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
    assertHolds(target, content);
  }

  @Test
  void leavesAPartFileOfAnotherAsItIs() throws Exception {
    Files.writeString(dir.resolve("sales.csv.part"), "theirs");
    client.dataSources().download(request());
    assertHolds(target, content);
    assertThat(files()).containsExactly("sales.csv", "sales.csv.part");
    assertThat(dir.resolve("sales.csv.part")).hasContent("theirs");
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
    assertHolds(target, content);
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
    assertHolds(target, content);
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
    assertHolds(target, content);
  }

  @Test
  void makesDoWithTheConnectionsThatTheStoreGrants() {
    sandbox.storeFaults().randomly(0.5, 7, Fault.empty(503));
    client.dataSources().download(request().withConnections(8));
    assertHolds(target, content);
  }

  @Test
  void fetchesByAUrlThatSomeoneElsePresigned() {
    PresignedUrl url = client.dataSources().presign("dset-1", "ds-1");
    try (Downloader downloader = Downloader.create()) {
      assertHolds(downloader.download(url, target), content);
    }
  }

  @Test
  void streamsOnWhereAConnectionBreaks() throws Exception {
    sandbox.storeFaults().next(Fault.halfBody(), Fault.reset(Fault.Moment.IN_BODY));
    try (InputStream in = client.dataSources().open("dset-1", "ds-1")) {
      assertHolds(in.readAllBytes(), content);
    }
  }
}
