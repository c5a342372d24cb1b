package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.ClientEvent.Operation;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.RateLimitWaited;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RequestStarted;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.Fault.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a listener observes of calls, and what it may do. */
class ClientListenerTest extends AtListener {

  @Test
  void seesACallFromItsStartToItsEnd() {
    client.dataSources().presign(presign());
    assertThat(kinds())
        .containsExactly("OperationStarted", "RequestStarted", "RequestEnded", "OperationEnded");
    Operation operation = events.get(0).operation();
    assertThat(events).allMatch(event -> event.operation().equals(operation));
    assertThat(operation)
        .isEqualTo(new Operation(operation.id(), null, "presign", "dset-1", "ds-1", "nightly"));
    RequestEnded ended = only(RequestEnded.class);
    assertThat(ended.request()).isEqualTo(only(RequestStarted.class).request());
    assertThat(ended.request().method()).isEqualTo("POST");
    assertThat(ended.request().url())
        .isEqualTo(sandbox.baseUrl() + "/v2/team/datasets/dset-1/datasources/ds-1/presign");
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.traceId()).isNotBlank();
    assertThat(ended.receivedBytes()).isPositive();
    assertThat(ended.failure()).isNull();
    assertThat(ended.elapsed()).isPositive();
    assertThat(only(OperationEnded.class).failure()).isNull();
    assertThat(only(OperationEnded.class).elapsed()).isGreaterThanOrEqualTo(ended.elapsed());
  }

  @Test
  void seesTheSameOfAnAsyncCall() {
    assertThat(client.dataSources().presignAsync(presign())).succeedsWithin(Duration.ofMinutes(1));
    assertThat(kinds())
        .containsExactly("OperationStarted", "RequestStarted", "RequestEnded", "OperationEnded");
  }

  @Test
  void seesWhyACallIsRetriedAndWhyItFailsInTheEnd() {
    sandbox.faults().next(Fault.failure(503, 9999, "try again"));
    sandbox.faults().next(Fault.failure(404, 404, "no such data source"));
    Throwable failure = catchThrowable(() -> client.dataSources().presign(presign()));
    RetryScheduled retry = only(RetryScheduled.class);
    assertThat(retry.failures()).isEqualTo(1);
    assertThat(retry.delay()).isBetween(Duration.ZERO, Duration.ofMillis(2));
    assertThat(retry.reason()).contains("503").contains("try again");
    assertThat(all(RequestEnded.class)).extracting(RequestEnded::status).containsExactly(503, 404);
    assertThat(only(OperationEnded.class).failure()).isSameAs(failure);
  }

  @Test
  void seesARequestThatGetsNoResponse() throws InterruptedException {
    CountDownLatch ends = new CountDownLatch(2); // that of what failed may be reported last
    sandbox.faults().next(Fault.reset(Moment.BEFORE_RESPONSE));
    try (PowerdrillClient observed =
        client(
            event -> {
              events.add(event);
              if (event instanceof RequestEnded) {
                ends.countDown();
              }
            })) {
      observed.dataSources().presign(presign());
      assertThat(ends.await(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(all(RequestEnded.class))
        .extracting(RequestEnded::status)
        .containsExactlyInAnyOrder(0, 200);
    assertThat(all(RequestEnded.class))
        .filteredOn(ended -> ended.status() == 0)
        .allMatch(ended -> String.valueOf(ended.failure()).endsWith("Exception"));
    assertThat(only(RetryScheduled.class).reason()).contains("the connection broke");
  }

  @Test
  void seesACallThatIsCancelled() throws Exception {
    CompletableFuture<?> call = new CompletableFuture<>();
    try (PowerdrillClient cancelling =
        client(
            event -> {
              events.add(event);
              if (event instanceof RequestStarted) {
                call.join();
              }
            })) {
      CompletableFuture<PresignedUrl> presigned = cancelling.dataSources().presignAsync(presign());
      presigned.cancel(true);
      call.complete(null);
      assertThat(only(OperationEnded.class).failure()).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void seesTheWaitForTheRateLimit() {
    try (PowerdrillClient slow =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .maxRequestsPerSecond(50)
            .listener(events::add)
            .build()) {
      List<CompletableFuture<PresignedUrl>> calls =
          Stream.generate(() -> slow.dataSources().presignAsync(presign())).limit(8).toList();
      calls.forEach(CompletableFuture::join);
    }
    assertThat(all(RateLimitWaited.class))
        .isNotEmpty()
        .allSatisfy(wait -> assertThat(wait.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(1)));
  }

  @Test
  void changesNothingWhenItFails() {
    try (PowerdrillClient failing =
        client(
            event -> {
              events.add(event);
              throw new IllegalStateException("out of order");
            })) {
      Path file = failing.dataSources().download("dset-1", "ds-1", dir.resolve("target"));
      assertThat(file).hasSize(3 * MIB);
      failing.dataSources().presignAsync(presign()).join();
    }
    assertThat(only("download")).isNotNull();
  }

  @Test
  void seesNoSecret() {
    client.dataSources().download(download().withPartSize(MIB));
    String all = events.toString();
    assertThat(all).doesNotContain(sandbox.apiKey()).doesNotContain("?");
    assertThat(Set.of("Signature", "X-Amz")).noneMatch(all::contains);
  }

  @Test
  void canBeGivenToADownloader() {
    PresignedUrl url = client.dataSources().presign(presign());
    events.clear();
    try (Downloader downloader = Downloader.builder().listener(events::add).build()) {
      downloader.download(url, dir.resolve("target"));
    }
    assertThat(only("download").dataSourceId()).isNull();
  }
}
