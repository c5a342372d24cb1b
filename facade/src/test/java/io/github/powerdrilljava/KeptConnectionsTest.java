package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.internal.http2.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections are kept for the next calls, as long as they are sound. */
@Timeout(30)
class KeptConnectionsTest {

  private static final int THREADS = 64;

  private static final String PRESIGNED =
      "HTTP/1.1 200 OK\nContent-Length: %d\n\n%s"
          .formatted(ScriptedServer.SUCCESS.length(), ScriptedServer.SUCCESS);

  /** For the calls that leave connections behind, however slow this machine is. */
  private OkHttpClient patient =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(THREADS, 1, TimeUnit.MINUTES))
          .build();

  /** With the same connections, but no patience for one that is silent. */
  private OkHttpClient hasty() {
    return patient.newBuilder().readTimeout(Duration.ofMillis(200)).build();
  }

  private static PowerdrillClient.Builder settings(String baseUrl) {
    return PowerdrillClient.builder()
        .baseUrl(baseUrl)
        .apiKey(ScriptedServer.API_KEY)
        .userId("tmm-1")
        .maxRequestsPerSecond(0)
        .retries(new Retries(2, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  private static List<CompletableFuture<PresignedUrl>> presign(PowerdrillClient client, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(i -> client.dataSources().presignAsync("dset-1", "ds-1"))
        .toList();
  }

  @Test
  void asManyAsCallsRan() {
    CountDownLatch all = new CountDownLatch(THREADS);
    try (RawServer server =
            new RawServer(
                connection -> {
                  while (connection.request() != null) {
                    all.countDown();
                    all.await();
                    connection.send(PRESIGNED);
                  }
                });
        PowerdrillClient client = settings(server.url("/api")).build()) {
      for (int round = 0; round < 5; round++) {
        presign(client, THREADS).forEach(CompletableFuture::join);
      }
      assertThat(server.requests()).hasSize(5 * THREADS);
      assertThat(server.connections()).isEqualTo(THREADS);
    }
  }

  /** How the connections that are kept die. */
  private enum Death {
    SILENT,
    CLOSED,
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDiedTakesTheOthersAlong(Death death) throws Exception {
    int kept = 20;
    CountDownLatch all = new CountDownLatch(kept);
    CountDownLatch frozen = new CountDownLatch(kept);
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.request();
                  if (connection.number() > kept) {
                    connection.send(PRESIGNED);
                    connection.awaitEnd();
                    return;
                  }
                  all.countDown();
                  all.await();
                  connection.send(PRESIGNED);
                  frozen.countDown();
                  if (death == Death.SILENT) {
                    connection.awaitEnd();
                  }
                });
        PowerdrillClient earlier = settings(server.url("/api")).httpClient(patient).build();
        PowerdrillClient client = settings(server.url("/api")).httpClient(hasty()).build()) {
      presign(earlier, kept).forEach(CompletableFuture::join);
      frozen.await();
      assertThat(client.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo(ScriptedServer.URL);
    }
  }

  private static final String OBJECT = "HTTP/1.1 200 OK\nContent-Length: 3\n\na,b";

  @ParameterizedTest
  @EnumSource
  void oneToTheStoreThatDiedTakesTheOthersAlong(Death death, @TempDir Path dir) throws Exception {
    int kept = 10;
    CountDownLatch all = new CountDownLatch(kept);
    try (RawServer store =
            new RawServer(
                connection -> {
                  connection.request();
                  if (connection.number() <= kept) {
                    all.countDown();
                    all.await();
                  }
                  connection.send(OBJECT);
                  if (death == Death.SILENT || connection.number() > kept) {
                    connection.awaitEnd();
                  }
                });
        Downloader earlier = PowerdrillClient.builder().httpClient(patient).downloader();
        Downloader downloader =
            PowerdrillClient.builder()
                .httpClient(hasty())
                .retries(new Retries(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .downloader()) {
      PresignedUrl url = new PresignedUrl(store.url("/object?sig=1"), Instant.MAX);
      IntStream.range(0, kept)
          .mapToObj(i -> earlier.downloadAsync(url, dir.resolve(i + ".csv")))
          .toList()
          .forEach(CompletableFuture::join);
      assertThat(downloader.download(url, dir.resolve("last.csv"))).hasContent("a,b");
    }
  }

  /** HTTP/2 without TLS; what it does with a request is decided by the number of the request. */
  private static MockWebServer http2(Dispatcher dispatcher) throws Exception {
    MockWebServer server = new MockWebServer();
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    server.setDispatcher(dispatcher);
    server.start();
    return server;
  }

  private static PowerdrillClient http2Client(MockWebServer server) {
    return settings(server.url("/api").toString())
        .httpClient(
            new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build())
        .build();
  }

  private static MockResponse success() {
    return new MockResponse.Builder().body(ScriptedServer.SUCCESS).build();
  }

  private static MockResponse reset(ErrorCode code) {
    return new MockResponse.Builder()
        .onRequestStart(new SocketEffect.CloseStream(code.getHttpCode()))
        .build();
  }

  /** All but every third request. */
  private static final class Refusing extends Dispatcher {
    private final AtomicInteger requests = new AtomicInteger();
    private final ErrorCode code;
    private final int all;

    Refusing(ErrorCode code, int all) {
      this.code = code;
      this.all = all;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      int number = requests.incrementAndGet();
      return number > all || number % all == 0 ? success() : reset(code);
    }

    @Override
    public MockResponse peek() {
      int number = requests.get() + 1;
      return number > all || number % all == 0 ? success() : reset(code);
    }
  }

  @Test
  void aRefusedStreamIsNoAttempt() throws Exception {
    try (MockWebServer server = http2(new Refusing(ErrorCode.REFUSED_STREAM, 9));
        PowerdrillClient client = http2Client(server)) {
      assertThat(client.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo(ScriptedServer.URL);
    }
  }

  @Test
  void aStreamThatIsResetForAnotherReasonIsOne() throws Exception {
    try (MockWebServer server = http2(new Refusing(ErrorCode.INTERNAL_ERROR, 9));
        PowerdrillClient client = http2Client(server)) {
      assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageEndingWith(" Tried 2 times.");
    }
  }

  @Test
  void oneThatRefusesForEverIsGivenUp() throws Exception {
    try (MockWebServer server = http2(new Refusing(ErrorCode.REFUSED_STREAM, Integer.MAX_VALUE));
        PowerdrillClient client = http2Client(server)) {
      assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageEndingWith(" Tried 2 times.");
    }
  }

  @Test
  void oneOfManyStreamsThatFrozeIsLeft() throws Exception {
    patient = patient.newBuilder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    CountDownLatch over = new CountDownLatch(1);
    Dispatcher freezing =
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            if (request.getConnectionIndex() == 0 && request.getExchangeIndex() > 0) {
              over.await();
            }
            return success();
          }
        };
    try (MockWebServer server = http2(freezing);
        PowerdrillClient earlier =
            settings(server.url("/api").toString()).httpClient(patient).build();
        PowerdrillClient client =
            settings(server.url("/api").toString()).httpClient(hasty()).build()) {
      earlier.dataSources().presign("dset-1", "ds-1");
      assertThat(client.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo(ScriptedServer.URL);
      over.countDown();
    }
  }

  /** As servers do that close a connection after some requests, whatever is under way on it. */
  @Test
  void oneThatIsBeingShutDownCostsNoAttempt() throws Exception {
    Dispatcher shuttingDown =
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return request.getExchangeIndex() == 3
                ? success()
                    .newBuilder()
                    .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                    .build()
                : success();
          }
        };
    try (MockWebServer server = http2(shuttingDown);
        PowerdrillClient client =
            settings(server.url("/api").toString())
                .httpClient(
                    new OkHttpClient.Builder()
                        .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                        .build())
                .retries(Retries.NONE)
                .build()) {
      for (int round = 0; round < 3; round++) {
        presign(client, THREADS).forEach(CompletableFuture::join);
      }
    }
  }
}
