package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.internal.http2.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Over HTTP/2, a stream that no server has begun with costs no attempt, and one that froze is left.
 */
@Timeout(30)
class Http2StreamsTest extends AtKeptConnections {

  /** HTTP/2 without TLS; what it does with a request is decided by the number of the request. */
  private static MockWebServer http2(Dispatcher dispatcher) throws Exception {
    MockWebServer server = new MockWebServer();
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    server.setDispatcher(dispatcher);
    server.start();
    return server;
  }

  private static PowerdrillClient http2Client(MockWebServer server) {
    return http2Client(server, EventListener.NONE);
  }

  private static PowerdrillClient http2Client(MockWebServer server, EventListener listener) {
    return settings(server.url("/api").toString())
        .httpClient(
            new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .eventListener(listener)
                .build())
        .build();
  }

  private static MockResponse success() {
    return new MockResponse.Builder().body(ScriptedServer.SUCCESS).build();
  }

  private static MockResponse noDatasets() {
    return new MockResponse.Builder()
        .body(
            "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":100,\"total_items\":0,"
                + "\"records\":[]}}")
        .build();
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
      return number > all || number % all == 0 ? noDatasets() : reset(code);
    }

    @Override
    public MockResponse peek() {
      int number = requests.get() + 1;
      return number > all || number % all == 0 ? noDatasets() : reset(code);
    }
  }

  /**
   * Without a body: this server may answer one that arrives after it reset the stream by another
   * reset, for another reason.
   */
  private static List<Dataset> datasets(PowerdrillClient client) {
    return client.datasets().list().toList();
  }

  @Test
  void aRefusedStreamIsNoAttempt() throws Exception {
    try (MockWebServer server = http2(new Refusing(ErrorCode.REFUSED_STREAM, 9));
        PowerdrillClient client = http2Client(server)) {
      assertThat(datasets(client)).isEmpty();
    }
  }

  @Test
  void aStreamThatIsResetForAnotherReasonIsOne() throws Exception {
    try (MockWebServer server = http2(new Refusing(ErrorCode.INTERNAL_ERROR, 9));
        PowerdrillClient client = http2Client(server)) {
      assertThat(catchThrowable(() -> datasets(client)))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageEndingWith(" Tried 2 times.");
    }
  }

  @Test
  void oneThatRefusesForEverIsGivenUp() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    EventListener counting =
        new EventListener() {
          @Override
          public void requestHeadersEnd(Call call, Request request) {
            sent.incrementAndGet();
          }
        };
    try (MockWebServer server = http2(new Refusing(ErrorCode.REFUSED_STREAM, Integer.MAX_VALUE));
        PowerdrillClient client = http2Client(server, counting)) {
      assertThat(catchThrowable(() -> datasets(client)))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageEndingWith(" Tried 2 times.");
    }
    assertThat(sent).hasValue(2 * 33);
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
