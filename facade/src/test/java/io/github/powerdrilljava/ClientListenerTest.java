package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.ClientEvent.Operation;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.OperationStarted;
import io.github.powerdrilljava.ClientEvent.PartReceived;
import io.github.powerdrilljava.ClientEvent.RateLimitWaited;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RequestStarted;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientEvent.UrlRenewed;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.Fault.Moment;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener observes. */
class ClientListenerTest {

  private static final String EXPIRED =
      "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";

  private static final int MIB = 1024 * 1024;

  @TempDir Path dir;
  private PowerdrillSandbox sandbox;
  private PowerdrillClient client;
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    sandbox = PowerdrillSandbox.start();
    sandbox.put("dset-1", "ds-1", Files.write(dir.resolve("served"), new byte[3 * MIB]));
    client = client(events::add);
  }

  private PowerdrillClient client(ClientListener listener) {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId())
        .retries(new Retries(4, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO))
        .listener(listener)
        .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private <E extends ClientEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private <E extends ClientEvent> E only(Class<E> type) {
    assertThat(all(type)).hasSize(1);
    return all(type).get(0);
  }

  private Stream<String> kinds() {
    return events.stream().map(event -> event.getClass().getSimpleName());
  }

  private PresignRequest presign() {
    return PresignRequest.of("dset-1", "ds-1").withExternalTraceId("nightly");
  }

  private DownloadRequest<PresignRequest> download() {
    return DownloadRequest.of(presign(), dir.resolve("target"));
  }

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
  void seesADownloadWithItsPresignAndItsParts() {
    client.dataSources().download(download().withPartSize(MIB).withConnections(2));
    Operation download = only("download");
    assertThat(download.parentId()).isNull();
    assertThat(download.externalTraceId()).isEqualTo("nightly");
    Operation presign = only("presign");
    assertThat(presign.parentId()).isEqualTo(download.id());
    assertThat(presign.externalTraceId()).isEqualTo("nightly");
    assertThat(all(PartReceived.class))
        .allMatch(part -> part.operation().equals(download))
        .allMatch(part -> part.bytes() == MIB)
        .extracting(PartReceived::offset)
        .containsExactlyInAnyOrder(0L, (long) MIB, 2L * MIB);
    assertThat(all(PartReceived.class)).extracting(PartReceived::connection).isSubsetOf(0, 1);
    assertThat(
            all(RequestEnded.class).stream()
                .filter(ended -> ended.operation().equals(download))
                .mapToLong(RequestEnded::receivedBytes)
                .sum())
        .isEqualTo(3 * MIB);
    assertThat(events.get(events.size() - 1)).isInstanceOf(OperationEnded.class);
  }

  private Operation only(String name) {
    List<Operation> operations =
        all(OperationStarted.class).stream()
            .map(OperationStarted::operation)
            .filter(operation -> operation.name().equals(name))
            .toList();
    assertThat(operations).hasSize(1);
    assertThat(all(OperationEnded.class))
        .filteredOn(ended -> ended.operation().equals(operations.get(0)))
        .hasSize(1);
    return operations.get(0);
  }

  @Test
  void seesAPlainDownloadAsOnePart() {
    sandbox.put("dset-1", "ds-small", write("small", new byte[7]));
    client.dataSources().download("dset-1", "ds-small", dir.resolve("target"));
    assertThat(only(PartReceived.class)).isEqualTo(new PartReceived(only("download"), 0, 0, 7));
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(dir.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void seesThatAConnectionOfADownloadBrokeAndThatItsUrlWasRenewed() {
    sandbox
        .storeFaults()
        .next(Fault.resetAfter(100_000), Fault.response(403, "application/xml", EXPIRED));
    client.dataSources().download(download().withConnections(1));
    assertThat(all(RetryScheduled.class))
        .isNotEmpty()
        .allMatch(retry -> retry.operation().name().equals("download"));
    assertThat(only(UrlRenewed.class).expiresAt()).isAfter(Instant.now());
  }

  @Test
  void seesAStreamUntilItsLastByteOrItsClose() throws IOException {
    try (InputStream in = client.dataSources().open(presign())) {
      assertThat(all(OperationEnded.class))
          .noneMatch(ended -> ended.operation().name().equals("open"));
      assertThat(in.readAllBytes()).hasSize(3 * MIB);
      assertThat(end("open").failure()).isNull();
    }
    assertThat(only("presign").parentId()).isEqualTo(only("open").id());
    events.clear();
    InputStream half = client.dataSources().open(presign());
    assertThat(half.readNBytes(1000)).hasSize(1000);
    half.close();
    assertThat(end("open").failure()).isNull();
  }

  private OperationEnded end(String name) {
    return all(OperationEnded.class).stream()
        .filter(ended -> ended.operation().name().equals(name))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  @Test
  void seesADownloadAndAStreamThatFail() {
    PresignRequest missing = PresignRequest.of("dset-1", "ds-none");
    assertThatThrownBy(
            () -> client.dataSources().download(DownloadRequest.of(missing, dir.resolve("x"))))
        .satisfies(failure -> assertThat(end("download").failure()).isSameAs(failure));
    assertThatThrownBy(() -> client.dataSources().open(missing))
        .satisfies(failure -> assertThat(end("open").failure()).isSameAs(failure));
  }

  @Test
  void seesAnExportAsTheParentOfItsListsAndDownloads() {
    client.dataSources().export(ExportRequest.of("dset-1", dir.resolve("export")));
    Operation export = only("export");
    assertThat(only("list-data-sources").parentId()).isEqualTo(export.id());
    assertThat(only("download").parentId()).isEqualTo(export.id());
    assertThat(only("presign").parentId()).isEqualTo(only("download").id());
    assertThat(end("export").failure()).isNull();
    events.clear();
    client.dataSources().exportAsync(ExportRequest.of("dset-1", dir.resolve("async"))).join();
    assertThat(only("download").parentId()).isEqualTo(only("export").id());
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
