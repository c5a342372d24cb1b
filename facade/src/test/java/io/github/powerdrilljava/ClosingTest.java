package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a client ends what it opened, and only that. */
@Timeout(60)
class ClosingTest {

  private static final MockResponse SILENCE =
      new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();

  @Test
  void leavesNoThreadBehind() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answers(200, ScriptedServer.SUCCESS).answers(200, ScriptedServer.SUCCESS);
      PowerdrillClient client = server.client();
      client.dataSources().presign("dset-1", "ds-1");
      CompletableFuture<Thread> completedOn =
          client
              .dataSources()
              .presignAsync("dset-1", "ds-1")
              .thenApply(url -> Thread.currentThread());
      Thread thread = completedOn.join();
      client.close();
      if (thread != Thread.currentThread()) {
        thread.join();
      }
      assertThat(threadsOf("Powerdrill")).isEmpty();
    }
  }

  @Test
  void startsDaemonsOnly() throws Exception {
    try (ScriptedServer server = new ScriptedServer().answers(SILENCE)) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      PowerdrillClient client = server.client();
      CompletableFuture<PresignedUrl> hanging = client.dataSources().presignAsync("dset-1", "ds-1");
      server.takeRequest();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .filteredOn(thread -> !thread.getName().startsWith("MockWebServer"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
      client.close();
      assertThat(catchThrowable(hanging::join))
          .hasCauseInstanceOf(PowerdrillConnectionException.class);
    }
  }

  @Test
  void closesTheSocketsOfItsOwnPool() {
    try (ScriptedServer server = new ScriptedServer().answers(200, ScriptedServer.SUCCESS)) {
      PowerdrillClient client = server.client();
      client.dataSources().presign("dset-1", "ds-1");
      client.close();
      client.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> client.dataSources().presign("dset-1", "ds-1"))
          .withMessage("This PowerdrillClient is closed.");
      assertThatIllegalStateException()
          .isThrownBy(() -> client.dataSources().presignAsync("dset-1", "ds-1"));
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

  @Test
  void cancellingAFutureCancelsTheCall() throws Exception {
    try (ScriptedServer server = new ScriptedServer().answers(SILENCE)) {
      CountDownLatch cancelled = new CountDownLatch(1);
      OkHttpClient watched =
          new OkHttpClient.Builder()
              .eventListener(
                  new okhttp3.EventListener() {
                    @Override
                    public void canceled(okhttp3.Call call) {
                      cancelled.countDown();
                    }
                  })
              .build();
      try (PowerdrillClient client = server.clientBuilder().httpClient(watched).build()) {
        CompletableFuture<PresignedUrl> future =
            client.dataSources().presignAsync("dset-1", "ds-1");
        server.takeRequest();
        assertThat(future.cancel(true)).isTrue();
        cancelled.await();
        assertThat(future).isCancelled();
      }
    }
  }

  @Test
  void cancellingADownloadCancelsItsPresign() throws Exception {
    try (ScriptedServer server = new ScriptedServer().answers(SILENCE)) {
      try (PowerdrillClient client = server.client()) {
        CompletableFuture<Path> future =
            client.dataSources().downloadAsync("dset-1", "ds-1", Path.of("never.csv"));
        server.takeRequest();
        assertThat(future.cancel(true)).isTrue();
        assertThat(Path.of("never.csv")).doesNotExist();
      }
    }
  }

  @Test
  void anInterruptedThreadKeepsItsFlag() {
    try (ScriptedServer server = new ScriptedServer().answers(200, ScriptedServer.SUCCESS);
        PowerdrillClient client = server.client()) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(PowerdrillConnectionException.class)
          .isThrownBy(() -> client.dataSources().presign("dset-1", "ds-1"))
          .withMessageContaining("the thread was interrupted.");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static Set<String> threadsOf(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name::equals)
        .collect(Collectors.toSet());
  }
}
