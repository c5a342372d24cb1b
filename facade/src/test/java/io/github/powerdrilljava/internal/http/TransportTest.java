package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TransportTest {

  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final MockWebServer server = new MockWebServer();
  private final ConnectionPool pool = new ConnectionPool();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Transport transport(Protocol protocol) {
    return transport(protocol, true);
  }

  private Transport transport(Protocol protocol, boolean ownsConnections) {
    List<Protocol> protocols = List.of(protocol);
    server.setProtocols(protocols);
    OkHttpClient base =
        new OkHttpClient.Builder()
            .connectionPool(pool)
            .protocols(protocols)
            .readTimeout(Duration.ZERO) // nothing ends by itself
            .build();
    return new Transport(
        base,
        ownsConnections,
        server.url("/"),
        "secret-key",
        CleartextPolicy.TO_LOOPBACK_ONLY,
        Retries.NONE,
        Time.real(),
        Observers.NONE);
  }

  private Request request() {
    return new Request.Builder().url(server.url("/")).build();
  }

  private int call(Transport transport) throws IOException {
    Call call = transport.newApiCall(request(), null, Observation.NONE);
    return transport.call(call, Deadline.in(LONG), Response::code);
  }

  @Test
  void forgetsACallThatIsOver() throws IOException {
    server.enqueue(new MockResponse.Builder().build());
    Transport transport = transport(Protocol.HTTP_1_1);
    assertThat(call(transport)).isEqualTo(200);
    assertThat(transport.underWay).isEmpty();
    transport.close();
  }

  @Test
  void makesNoCallOverAKeptConnectionOnceItIsClosed() throws IOException {
    server.enqueue(new MockResponse.Builder().build());
    server.enqueue(new MockResponse.Builder().build());
    Transport transport = transport(Protocol.HTTP_1_1, false);
    assertThat(call(transport)).isEqualTo(200);
    assertThat(pool.idleConnectionCount()).isEqualTo(1);
    transport.close();
    assertThatIOException().isThrownBy(() -> call(transport)).withMessage("Canceled");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aCallThatIsCancelledFailsAsCancelledAlsoWhileItsBodyIsRead() {
    server.enqueue(new MockResponse.Builder().body("x".repeat(8 << 20)).build());
    Transport transport = transport(Protocol.HTTP_1_1);
    Call call = transport.newApiCall(request(), null, Observation.NONE);
    Transport.ResponseReader<String> cancelling =
        response -> {
          call.cancel();
          return response.body().string();
        };
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> transport.call(call, Deadline.in(LONG), cancelling));
    transport.close();
  }

  @Test
  void closesIdleConnections() throws Exception {
    server.enqueue(new MockResponse.Builder().build());
    Transport transport = transport(Protocol.HTTP_1_1);
    Call call = transport.newStoreCall(request(), null, Observation.NONE);
    try (Response response = transport.begin(call)) {
      assertThat(response.code()).isEqualTo(200);
    }
    assertThat(pool.idleConnectionCount()).isEqualTo(1);
    transport.close();
    assertThat(pool.connectionCount()).isZero();
  }

  @Test
  void runsNothingAnyMoreOnceItIsClosed() {
    Transport transport = transport(Protocol.HTTP_1_1);
    ScheduledThreadPoolExecutor scheduler = transport.time().scheduler();
    ScheduledFuture<?> unused = scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
    transport.close();
    assertThat(scheduler.getQueue()).isEmpty();
    assertThat(scheduler.isShutdown()).isTrue();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> transport.run(() -> {}));
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
  void closesConnectionsThatAreInUseOnceTheirCallEnds(Protocol protocol) throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    Transport transport = transport(protocol);
    Call call = transport.newApiCall(request(), null, Observation.NONE);
    CompletableFuture<Throwable> ended =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> transport.call(call, Deadline.in(LONG), Response::code)));
    server.takeRequest();
    transport.close();
    assertThat(ended.join()).isInstanceOf(IOException.class);
    while (pool.connectionCount() > 0) {
      Thread.onSpinWait(); // or the time limit fails this test: the call's own thread ends it
    }
  }

  @Test
  void cancelsACallToTheStoreThatComesTooLate() {
    Transport transport = transport(Protocol.HTTP_1_1);
    transport.close();
    Call call = transport.newStoreCall(request(), null, Observation.NONE);
    assertThatIOException().isThrownBy(() -> transport.begin(call)).withMessage("Canceled");
  }
}
