package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls that wait for their turn: a thousand at one a second, a queue that nobody could sit out.
 */
@Timeout(60)
class TurnTest {

  private static final int CALLS = 1000;

  private final PowerdrillSandbox sandbox = PowerdrillSandbox.start();
  private final PowerdrillClient client =
      PowerdrillClient.builder()
          .baseUrl(sandbox.baseUrl().toString())
          .apiKey(sandbox.apiKey())
          .userId(sandbox.userId())
          .maxRequestsPerSecond(1)
          .build();
  private List<CompletableFuture<PresignedUrl>> queue;

  @BeforeEach
  void fillTheQueue() {
    queue =
        IntStream.range(0, CALLS)
            .mapToObj(i -> client.dataSources().presignAsync("dset-1", "ds-1"))
            .toList();
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  @Test
  void leaveNoGapWhereTheyAreCancelled() {
    queue.forEach(call -> call.cancel(true));
    // There is no such data source, but there is an answer, and not only after a thousand seconds.
    assertThat(client.dataSources().presignAsync("dset-1", "ds-1"))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void endWhenTheClientIsClosed() {
    client.close();
    assertThat(queue.subList(CALLS / 2, CALLS))
        .allSatisfy(
            call ->
                assertThat(call)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(PowerdrillConnectionException.class)
                    .withMessageContaining("the client was closed"));
  }

  @Test
  void leaveTheQueueWhenTheirThreadIsInterrupted() throws Exception {
    BlockingPresign last = BlockingPresign.start(client).awaitWaiting();
    last.interrupt();
    last.assertThatItGivesUp();
  }
}
