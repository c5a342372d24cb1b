package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who waits for a call may give it up, and holds up no other. */
@Timeout(60)
class GivenUpCallTest {

  private static final MockResponse SILENCE =
      new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();

  static Stream<Consumer<CompletableFuture<?>>> waysToGiveUp() {
    return Stream.of(
        future -> future.cancel(true),
        future -> future.completeExceptionally(new IllegalStateException("no longer needed")),
        future -> future.orTimeout(1, TimeUnit.MILLISECONDS));
  }

  @ParameterizedTest
  @MethodSource("waysToGiveUp")
  void givingUpAFutureCancelsItsCall(Consumer<CompletableFuture<?>> giveUp) throws Exception {
    assertThatACallIsCancelled(
        client -> client.dataSources().presignAsync("dset-1", "ds-1"), giveUp);
    assertThatACallIsCancelled(
        client -> client.dataSources().presignWithResponseAsync(PresignRequest.of("d", "s")),
        giveUp);
    assertThatACallIsCancelled(
        client -> client.dataSources().downloadAsync("dset-1", "ds-1", Path.of("never.csv")),
        giveUp);
  }

  private static void assertThatACallIsCancelled(
      Function<PowerdrillClient, CompletableFuture<?>> begin, Consumer<CompletableFuture<?>> giveUp)
      throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    OkHttpClient watched =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void canceled(Call call) {
                    cancelled.countDown();
                  }
                })
            .build();
    try (ScriptedServer server = new ScriptedServer().answers(SILENCE);
        PowerdrillClient client = server.clientBuilder().httpClient(watched).build()) {
      CompletableFuture<?> future = begin.apply(client);
      server.takeRequest();
      giveUp.accept(future);
      cancelled.await();
      assertThat(future).isCompletedExceptionally();
    }
  }

  @Test
  void continuationsHoldUpNoCall() {
    int calls = 100; // more than run at a time
    try (ScriptedServer server = new ScriptedServer();
        PowerdrillClient client = server.client()) {
      for (int i = 0; i < 2 * calls; i++) {
        server.answers(200, ScriptedServer.SUCCESS);
      }
      List<CompletableFuture<PresignedUrl>> futures =
          IntStream.range(0, calls)
              .mapToObj(
                  i ->
                      client
                          .dataSources()
                          .presignAsync("dset-1", "ds-1")
                          .thenApply(
                              url -> client.dataSources().presignAsync("dset-1", "ds-1").join()))
              .toList();
      assertThat(futures).allSatisfy(future -> assertThat(future.join().url()).isNotBlank());
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
}
