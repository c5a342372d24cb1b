package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request's own call timeout stands in for the client's, whether it is shorter or longer. */
@Timeout(20)
class RequestTimeoutTest {

  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final PresignRequest PRESIGN = PresignRequest.of("dset-1", "ds-1");
  private static final String OBJECT = "HTTP/1.1 200 OK\nContent-Length: 3\n\na,b";

  @TempDir static Path dir;

  /** One way to make a call. */
  private interface Use {
    Object by(PowerdrillClient client) throws IOException;
  }

  private static Arguments use(String name, Use use) {
    return arguments(name, use);
  }

  static Stream<Arguments> callsOfTheService() {
    return Stream.of(
        use("presign", c -> c.dataSources().presign(PRESIGN.withCallTimeout(SHORT))),
        use("async", c -> c.dataSources().presignAsync(PRESIGN.withCallTimeout(SHORT)).join()),
        use(
            "get",
            c ->
                c.dataSources().get(DataSourceRequest.of("dset-1", "ds-1").withCallTimeout(SHORT))),
        use(
            "list",
            c -> c.datasets().list(ListDatasetsRequest.all().withCallTimeout(SHORT)).count()),
        use(
            "async list",
            c ->
                c.dataSources()
                    .listAsync(
                        ListDataSourcesRequest.of("dset-1").withCallTimeout(SHORT), each -> {})
                    .join()),
        use("stream", c -> c.dataSources().open(PRESIGN.withCallTimeout(SHORT))),
        use(
            "download",
            c ->
                c.dataSources()
                    .download(
                        DownloadRequest.of(PRESIGN, dir.resolve("a")).withCallTimeout(SHORT))),
        use(
            "download of a presign",
            c ->
                c.dataSources()
                    .download(
                        DownloadRequest.of(PRESIGN.withCallTimeout(SHORT), dir.resolve("b"))
                            .withCallTimeout(LONG))),
        use(
            "export",
            c ->
                c.dataSources()
                    .export(
                        ExportRequest.of("dset-1", dir.resolve("all")).withCallTimeout(SHORT))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void callsOfTheService(String name, Use use) {
    try (RawServer silent = new RawServer(RawServer.Connection::awaitEnd);
        PowerdrillClient client = client(silent, LONG)) {
      Throwable failure = catchThrowable(() -> use.by(client));
      assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
          .isInstanceOf(PowerdrillConnectionException.class)
          .message()
          .containsAnyOf("the call took longer than its timeout", "went silent for too long");
    }
  }

  private static PowerdrillClient client(RawServer server, Duration callTimeout) {
    return PowerdrillClient.builder()
        .baseUrl(server.url("/api"))
        .apiKey(ScriptedServer.API_KEY)
        .userId("tmm-1")
        .callTimeout(callTimeout)
        .build();
  }

  /** With the client's own timeout, each attempt is given up after 50 ms of silence. */
  @Test
  void aLongerOneLetsTheFirstAttemptWait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch clientsOwnTimeIsOver = new CountDownLatch(1);
    try (RawServer slow =
            new RawServer(
                connection -> {
                  if (!String.valueOf(connection.request()).contains("patient-one")) {
                    connection.awaitEnd();
                    return;
                  }
                  asked.countDown();
                  clientsOwnTimeIsOver.await();
                  connection.send(AtProxy.PRESIGNED);
                });
        PowerdrillClient client = client(slow, SHORT)) {
      CompletableFuture<PresignedUrl> patient =
          client
              .dataSources()
              .presignAsync(
                  PRESIGN.withCallTimeout(Duration.ofHours(1)).withExternalTraceId("patient-one"));
      asked.await();
      assertThatThrownBy(() -> client.dataSources().presign(PRESIGN))
          .isInstanceOf(PowerdrillConnectionException.class);
      clientsOwnTimeIsOver.countDown();

      assertThat(patient.join().url()).isEqualTo(ScriptedServer.URL);
      assertThat(slow.requests()).filteredOn(each -> each.contains("patient-one")).hasSize(1);
    }
  }

  @Test
  void coversAllAttempts() {
    try (RawServer busy =
            RawServer.responding("HTTP/1.1 503 Busy\nRetry-After: 20\nContent-Length: 0\n\n");
        PowerdrillClient client = client(busy, LONG)) {
      assertThatThrownBy(
              () -> client.dataSources().presign(PRESIGN.withCallTimeout(Duration.ofSeconds(10))))
          .isInstanceOf(ServerException.class);
      assertThat(busy.requests())
          .as("no time for a second one, which the client would make")
          .hasSize(1);
    }
  }

  static Stream<Arguments> theStoresSilence() {
    return Stream.of(
        arguments("download", (Fetch) (d, url) -> d.download(request(url).withCallTimeout(SHORT))),
        arguments(
            "async",
            (Fetch) (d, url) -> d.downloadAsync(request(url).withCallTimeout(SHORT)).join()));
  }

  private interface Fetch {
    Object by(Downloader downloader, PresignedUrl url);
  }

  private static DownloadRequest<PresignedUrl> request(PresignedUrl url) {
    return DownloadRequest.of(url, dir.resolve("c"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void theStoresSilence(String name, Fetch fetch) {
    try (RawServer silent = new RawServer(RawServer.Connection::awaitEnd);
        Downloader downloader = Downloader.builder().retries(Retries.NONE).build()) {
      Throwable failure = catchThrowable(() -> fetch.by(downloader, url(silent)));
      assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("went silent for too long");
    }
  }

  @Test
  void theStoresSilenceWhereTheServiceGivesTheUrl() {
    try (RawServer silent = new RawServer(RawServer.Connection::awaitEnd);
        ScriptedServer service = new ScriptedServer();
        PowerdrillClient client = service.clientBuilder().callTimeout(LONG).build()) {
      service.answers(
          200, ContractResponses.presigned(silent.url("/object"), "2124-11-13T14:15:22Z"));
      DownloadRequest<PresignRequest> impatient =
          DownloadRequest.of(PRESIGN.withCallTimeout(LONG), dir.resolve("d"))
              .withCallTimeout(SHORT);
      assertThatThrownBy(() -> client.dataSources().download(impatient))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("went silent for too long");
    }
  }

  private static PresignedUrl url(RawServer store) {
    return new PresignedUrl(store.url("/object?sig=1"), Instant.MAX);
  }

  @Test
  void aStoreMayBeSilentForLongerThanTheClientAllows() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch clientsOwnTimeIsOver = new CountDownLatch(1);
    try (RawServer slow =
            new RawServer(
                connection -> {
                  connection.request();
                  asked.countDown();
                  clientsOwnTimeIsOver.await();
                  connection.send(OBJECT);
                });
        RawServer silent = new RawServer(RawServer.Connection::awaitEnd);
        Downloader downloader =
            Downloader.builder().callTimeout(SHORT).retries(Retries.NONE).build()) {
      CompletableFuture<Path> patient =
          downloader.downloadAsync(
              DownloadRequest.of(url(slow), dir.resolve("patient")).withCallTimeout(LONG));
      asked.await();
      DownloadRequest<PresignedUrl> impatient =
          DownloadRequest.of(url(silent), dir.resolve("impatient"));
      assertThatThrownBy(() -> downloader.download(impatient))
          .hasMessageContaining("went silent for too long");
      clientsOwnTimeIsOver.countDown();
      assertThat(Files.readString(patient.join())).isEqualTo("a,b");
    }
  }

  @Test
  void isCheckedWithEverythingElse() {
    Duration none = Duration.ZERO;
    DownloadRequest<PresignRequest> request =
        DownloadRequest.of(PRESIGN.withCallTimeout(none), Path.of("no/such/a"))
            .withCallTimeout(Duration.ofDays(30));
    try (RawServer server = RawServer.responding(OBJECT);
        PowerdrillClient client = client(server, LONG)) {
      assertThatThrownBy(() -> client.dataSources().download(request))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("callTimeout PT0S must be 1 ms to 2147483647 ms")
          .hasMessageContaining("target")
          .hasMessageContaining("callTimeout PT720H must be 1 ms to 2147483647 ms");
      assertThat(server.connections()).isZero();
    }
  }
}
