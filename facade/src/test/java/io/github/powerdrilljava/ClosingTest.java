package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Closing a client ends what it opened, and only that. */
@Timeout(60)
class ClosingTest {

  private static final MockResponse SILENCE =
      new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();

  @Test
  void aDownloaderGivesBackItsConnections(@TempDir Path dir) throws Exception {
    CountDownLatch given = new CountDownLatch(1);
    try (RawServer store =
        new RawServer(
            connection -> {
              connection.request();
              connection.send("HTTP/1.1 200 OK\nContent-Length: 3\n\na,b");
              connection.awaitEnd();
              given.countDown();
            })) {
      Downloader downloader = Downloader.create();
      PresignedUrl url = new PresignedUrl(store.url("/object"), Instant.MAX);
      downloader.download(url, dir.resolve("object"));
      assertThat(given.getCount()).as("while it is open").isOne();
      downloader.close();
      boolean atOnce = given.await(20, TimeUnit.SECONDS); // idle ones stay longer than that
      assertThat(atOnce).isTrue();
    }
  }

  @Test
  void refusesFurtherCalls() {
    try (ScriptedServer server = new ScriptedServer()) {
      PowerdrillClient client = server.client();
      client.close();
      client.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> client.dataSources().presign("dset-1", "ds-1"))
          .withMessage("This PowerdrillClient is closed.");
      assertThatIllegalStateException()
          .isThrownBy(() -> client.dataSources().presignAsync("dset-1", "ds-1"));
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  client
                      .dataSources()
                      .exportAsync(ExportRequest.of("dset-1", Path.of("target", "export"))));
      assertThat(server.requestCount()).isZero();
    }
  }

  @Test
  void endsCallsThatAreUnderWay() throws Exception {
    try (ScriptedServer server = new ScriptedServer().answers(SILENCE).answers(SILENCE)) {
      PowerdrillClient client = server.client();
      CompletableFuture<Throwable> blocking =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")));
      CompletableFuture<PresignedUrl> async = client.dataSources().presignAsync("dset-1", "ds-1");
      server.takeRequest();
      server.takeRequest();
      client.close();
      assertThat(blocking.join())
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageContaining("the client was closed.");
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(async::join)
          .havingCause()
          .isInstanceOf(PowerdrillConnectionException.class)
          .withMessageContaining("the client was closed.");
    }
  }

  /** Closing comes before, while and after calls begin, wait for their turn, run and end. */
  @RepeatedTest(10)
  void failsWhateverIsUnderWayWithTheSameWords(RepetitionInfo round) throws Exception {
    int threads = 8;
    int callsOfAThread = 60;
    try (RawServer server =
        RawServer.responding(
            "HTTP/1.1 200 OK\nContent-Length: %d\n\n%s"
                .formatted(ScriptedServer.SUCCESS.length(), ScriptedServer.SUCCESS))) {
      PowerdrillClient client =
          PowerdrillClient.builder()
              .baseUrl(server.url("/api"))
              .apiKey(ScriptedServer.API_KEY)
              .userId("tmm-1")
              .maxRequestsPerSecond(round.getCurrentRepetition() % 2 == 0 ? 0 : 100)
              .build();
      Queue<CompletableFuture<PresignedUrl>> begun = new ConcurrentLinkedQueue<>();
      Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
      CountDownLatch some = new CountDownLatch(round.getCurrentRepetition() * 20);
      List<Thread> callers =
          IntStream.range(0, threads)
              .mapToObj(i -> new Thread(() -> call(client, callsOfAThread, begun, thrown, some)))
              .toList();
      callers.forEach(Thread::start);
      some.await();
      client.close();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(thrown).allSatisfy(ClosingTest::saysThatTheClientIsClosed);
      for (CompletableFuture<PresignedUrl> future : begun) {
        Throwable failure = catchThrowable(future::join);
        if (failure != null) {
          assertThat(failure.getCause())
              .isInstanceOf(PowerdrillConnectionException.class)
              .hasMessageContaining("the client was closed.");
        }
      }
    }
  }

  private static void call(
      PowerdrillClient client,
      int calls,
      Queue<CompletableFuture<PresignedUrl>> begun,
      Queue<Throwable> thrown,
      CountDownLatch some) {
    for (int i = 0; i < calls; i++) {
      try {
        begun.add(client.dataSources().presignAsync("dset-1", "ds-1"));
        if (i % 10 == 9) {
          client.dataSources().presign("dset-1", "ds-1");
        }
      } catch (RuntimeException e) {
        thrown.add(e);
      } finally {
        some.countDown();
      }
    }
  }

  /** Whether a call began before or after it. */
  private static void saysThatTheClientIsClosed(Throwable failure) {
    assertThat(failure)
        .satisfiesAnyOf(
            e ->
                assertThat(e)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("This PowerdrillClient is closed."),
            e ->
                assertThat(e)
                    .isInstanceOf(PowerdrillConnectionException.class)
                    .hasMessageContaining("the client was closed."));
  }

  @Test
  void leavesAGivenClientAsItWas() {
    ConnectionPool pool = new ConnectionPool();
    OkHttpClient given = new OkHttpClient.Builder().connectionPool(pool).build();
    try (ScriptedServer server = new ScriptedServer()) {
      server.answers(200, ScriptedServer.SUCCESS).answers(200, "still there");
      try (PowerdrillClient client = server.clientBuilder().httpClient(given).build()) {
        client.dataSources().presign("dset-1", "ds-1");
      }
      assertThat(pool.connectionCount()).isEqualTo(1);
      assertThat(given.dispatcher().executorService().isShutdown()).isFalse();
    }
  }
}
