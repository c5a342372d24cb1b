package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A download that fails leaves the target as it was, and nothing beside it. */
@Timeout(60)
class FailedDownloadTest {

  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");

  @TempDir Path dir;

  private ScriptedServer server;
  private PowerdrillClient client;
  private Path target;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer();
    client = server.clientBuilder().callTimeout(Duration.ofDays(1)).build(); // no help from it
    target = Files.writeString(dir.resolve("sales.csv"), "old");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
    assertThat(target).hasContent("old");
    assertThat(files()).containsExactly(target);
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.sorted().toList();
    }
  }

  private void presigns(String url) {
    server.answers(200, ContractResponses.presigned(url, "2124-11-13T14:15:22Z"));
  }

  private void presignsAndStallsHalfway() {
    presigns(server.url("/sales.csv"));
    server.answers(
        new MockResponse.Builder()
            .body(new Buffer().write(new byte[1 << 20]))
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());
  }

  private DownloadRequest<?> request() {
    return DownloadRequest.of(SALES, target).replacingExisting();
  }

  private ThrowableAssertAlternative<DownloadException> downloadFails() {
    return assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> client.dataSources().download(request()));
  }

  @ParameterizedTest
  @CsvSource({
    "403, <Error><Code>AccessDenied</Code></Error>, HTTP 403 AccessDenied. It refuses new URLs, too",
    "404, <Error><Code>NoSuchKey</Code></Error>, HTTP 404 NoSuchKey. The object is no longer there.",
    "503, <Error><Code>SlowDown</Code></Error>, HTTP 503 SlowDown. It asks for fewer requests. Try again later.",
  })
  void tellsWhatTheStoreAnswered(int status, String body, String message) {
    MockResponse refusal = new MockResponse.Builder().code(status).body(body).build();
    for (int urls = 0; urls < 3; urls++) { // a new one may help, but not for ever
      presigns(server.url("/sales.csv?Signature=s3cr3t" + urls));
      server.answers(refusal);
      if (urls == 1) {
        server.answers(refusal); // to the request for all of it
      }
    }
    downloadFails().withMessageContaining(message).withMessageNotContaining("s3cr3t");
  }

  @Test
  void tellsHowAResponseContradictsItself() {
    presigns(server.url("/sales.csv"));
    MockResponse compressed =
        new MockResponse.Builder()
            .body("???")
            .addHeader("Content-Encoding: br")
            .addHeader("ETag: W/\"abc\"")
            .build();
    server.answers(compressed).answers(compressed).answers(compressed).answers(compressed);
    downloadFails()
        .withMessageContaining(
            "the object store's response was compressed on the way: it is in Content-Encoding br,")
        .withMessageContaining("Is there a proxy in between that changes what it passes on?");
  }

  @Test
  void saysWhenAUrlThatNobodyCanRenewHasExpired() {
    PresignedUrl handed =
        new PresignedUrl(server.url("/sales.csv"), Instant.parse("2024-11-13T14:15:22Z"));
    server.answers(new MockResponse.Builder().code(403).build());
    try (Downloader downloader = Downloader.create()) {
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(
              () -> downloader.download(DownloadRequest.of(handed, target).replacingExisting()))
          .withMessageContaining("The URL expired at 2024-11-13T14:15:22Z; ask for a new one.");
    }
  }

  @Test
  void asksForAllWhereThePartIsNotWhatWasAskedFor() {
    presigns(server.url("/sales.csv"));
    server
        .answers(new MockResponse.Builder().code(206).body("par").build())
        .answers(new MockResponse.Builder().code(404).build());
    downloadFails().withMessageContaining("HTTP 404. The object is no longer there.");
    server.takeRequest();
    assertThat(server.takeRequest().getHeaders().get("Range")).isEqualTo("bytes=0-8388607");
    assertThat(server.takeRequest().getHeaders().get("Range")).isNull();
  }

  @Test
  void keepsNoPartOfAContentThatBreaksOff() {
    presigns(server.url("/sales.csv"));
    server.answers(
        new MockResponse.Builder()
            .body(new Buffer().write(new byte[1 << 20]))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    downloadFails().withMessageContaining("no complete response from ");
  }

  @Test
  void followsNoRedirectToPlainHttp() {
    presigns(server.url("/sales.csv"));
    server.answers(
        new MockResponse.Builder()
            .code(307)
            .addHeader("Location", "http://127.0.0.1.nip.invalid/sales.csv")
            .build());
    client.close();
    client =
        server
            .clientBuilder()
            .httpClient(
                new OkHttpClient.Builder()
                    .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                    .proxy(server.server().getProxyAddress())
                    .build())
            .build();
    downloadFails().withMessageContaining("it redirects to plain http on ");
  }

  /** The URL is asked for before, in no hurry. */
  @Test
  void noticesAStallWithAGivenClientToo() {
    presignsAndStallsHalfway();
    PresignedUrl url = client.dataSources().presign("dset-1", "ds-1");
    client.close();
    client =
        server
            .clientBuilder()
            .httpClient(new OkHttpClient.Builder().readTimeout(Duration.ZERO).build())
            .callTimeout(Duration.ofMillis(200))
            .build();
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(
            () ->
                client.dataSources().download(DownloadRequest.of(url, target).replacingExisting()))
        .withMessageContaining("went silent for too long");
  }

  @Test
  void keepsNoContentWithAWrongChecksum() {
    presigns(server.url("/sales.csv"));
    server.answers(
        new MockResponse.Builder()
            .addHeader("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")
            .body("not what was uploaded")
            .build());
    downloadFails().withMessageContaining("what arrived does not have the MD5 that it must have");
  }

  @Test
  void leavesNothingBehindWhenCancelled() throws Exception {
    presignsAndStallsHalfway();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Path> download =
        client
            .dataSources()
            .downloadAsync(request().withProgress((received, total) -> begun.countDown()));
    begun.await();
    try (WatchService watch = dir.getFileSystem().newWatchService()) {
      dir.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      assertThat(download.cancel(true)).isTrue();
      Set<String> deleted = new HashSet<>();
      while (deleted.size() < 2) {
        WatchKey key = watch.take();
        key.pollEvents().forEach(event -> deleted.add(String.valueOf(event.context())));
        key.reset();
      }
      assertThat(deleted).containsExactlyInAnyOrder("sales.csv.part", "sales.csv.part.journal");
    }
  }

  @Test
  void keepsNoContentThatWasCancelledWithItsLastByte() throws Exception {
    presigns(server.url("/sales.csv"));
    server.answers(new MockResponse.Builder().body("whole").build());
    CompletableFuture<CompletableFuture<Path>> download = new CompletableFuture<>();
    CompletableFuture<Thread> downloading = new CompletableFuture<>();
    download.complete(
        client
            .dataSources()
            .downloadAsync(
                request()
                    .withProgress(
                        (received, total) -> {
                          download.join().cancel(true);
                          downloading.complete(Thread.currentThread());
                        })));
    Thread thread = downloading.join();
    client.close();
    thread.join();
    assertThat(download.join()).isCancelled();
  }

  @Test
  void endsWhenTheClientIsClosed() throws Exception {
    presignsAndStallsHalfway();
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(
            () ->
                client
                    .dataSources()
                    .download(request().withProgress((received, total) -> client.close())))
        .withMessageContaining("the client was closed.");
  }
}
