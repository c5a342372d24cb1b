package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More calls than run at a time, of a server that does not respond. */
@Timeout(60)
class ManyCallsTest {

  private static final int AT_A_TIME = 256; // as PowerdrillClient.Builder documents

  private final BlockingQueue<ClientEvent> started = new LinkedBlockingQueue<>();
  private final BlockingQueue<ClientEvent> waited = new LinkedBlockingQueue<>();

  private void record(ClientEvent event) {
    if (event instanceof ClientEvent.RequestStarted) {
      started.add(event);
    } else if (event instanceof ClientEvent.RateLimitWaited) {
      waited.add(event);
    }
  }

  private void takeStarted(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      started.take(); // or the time limit fails this test
    }
  }

  @Test
  void waitUntilOthersAreOver() throws Exception {
    try (Hang.Place silent = Hang.RESPONSE.open();
        PowerdrillClient client =
            PowerdrillClient.builder()
                .baseUrl(silent.url("/api"))
                .apiKey(ScriptedServer.API_KEY)
                .userId("tmm-1")
                .maxRequestsPerSecond(0)
                .callTimeout(Duration.ofHours(1))
                .listener(this::record)
                .build()) {
      List<CompletableFuture<PresignedUrl>> calls =
          IntStream.range(0, AT_A_TIME)
              .mapToObj(i -> client.dataSources().presignAsync("dset-1", "ds-1"))
              .toList();
      takeStarted(AT_A_TIME);
      CompletableFuture<PresignedUrl> abandoned =
          client.dataSources().presignAsync("dset-1", "ds-1");
      BlockingPresign blocking = BlockingPresign.start(client).awaitWaiting();
      CompletableFuture<PresignedUrl> last = client.dataSources().presignAsync("dset-1", "ds-1");
      abandoned.cancel(true);
      assertThat(started).isEmpty();
      assertThat(waited).isEmpty();

      calls.get(0).cancel(true);
      takeStarted(1);
      blocking.interrupt();
      blocking.assertThatItGivesUp();
      takeStarted(1);
      assertThat(waited).hasSize(2);
      assertThat(started).isEmpty();
      assertThat(last).isNotDone();
    }
  }
}
