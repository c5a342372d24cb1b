package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content arrives whole at its target, or the target stays as it was. */
@Timeout(60)
class DownloadTest {

  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");

  @TempDir Path dir;

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.sorted().toList();
    }
  }

  /** Against the sandbox. */
  @Nested
  class FromTheSandbox {

    @TempDir Path served;
    private final byte[] content = new byte[300_000];
    private PowerdrillSandbox sandbox;
    private PowerdrillClient client;

    @BeforeEach
    void start() throws Exception {
      new Random(1).nextBytes(content);
      sandbox = PowerdrillSandbox.start();
      sandbox.put("dset-1", "ds-1", Files.write(served.resolve("sales 2024.csv"), content));
      client =
          PowerdrillClient.builder()
              .baseUrl(sandbox.baseUrl().toString())
              .apiKey(sandbox.apiKey())
              .userId(sandbox.userId())
              .build();
    }

    @AfterEach
    void stop() {
      client.close();
      sandbox.close();
    }

    @Test
    void writesTheFileAndNothingElse() throws Exception {
      Path target = dir.resolve("sales.csv");
      assertThat(client.dataSources().download("dset-1", "ds-1", target)).isEqualTo(target);
      assertThat(target).hasBinaryContent(content);
      assertThat(files()).containsExactly(target);
    }

    @Test
    void namesTheFileItselfInADirectory() throws Exception {
      Path file = client.dataSources().download("dset-1", "ds-1", dir);
      assertThat(file).isEqualTo(dir.resolve("sales 2024.csv")).hasBinaryContent(content);
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> client.dataSources().download("dset-1", "ds-1", dir))
          .withMessage(
              "Could not download data source \"ds-1\" of dataset \"dset-1\": %s already exists.",
              file);
    }

    @Test
    void replacesAnExistingFileOnlyOnRequest() throws Exception {
      Path target = Files.writeString(dir.resolve("sales.csv"), "old");
      client.dataSources().download(DownloadRequest.of(SALES, target).replacingExisting());
      assertThat(target).hasBinaryContent(content);
      assertThat(files()).containsExactly(target);
    }

    @Test
    void tellsTheListenerHowFarItIs() {
      List<Long> received = new ArrayList<>();
      client
          .dataSources()
          .download(
              DownloadRequest.of(SALES, dir)
                  .withProgress(
                      (bytes, total) -> {
                        assertThat(total).isEqualTo(content.length);
                        received.add(bytes);
                      }));
      assertThat(received).isSorted().endsWith((long) content.length);
    }

    @Test
    void downloadsAsynchronously() {
      CompletableFuture<Path> file = client.dataSources().downloadAsync("dset-1", "ds-1", dir);
      assertThat(file.join()).hasBinaryContent(content);
    }

    @Test
    void bringsAnEmptyFile() throws Exception {
      sandbox.put("dset-1", "ds-1", Files.createFile(served.resolve("empty")));
      assertThat(client.dataSources().download("dset-1", "ds-1", dir)).isEmptyFile();
    }

    @Test
    void sendsTheStoreNothingButWhatItNeeds() {
      client.dataSources().download("dset-1", "ds-1", dir);
      ReceivedRequest get = sandbox.requests().get(1);
      assertThat(get.method()).isEqualTo("GET");
      assertThat(get.headers().keySet())
          .extracting(name -> name.toLowerCase(java.util.Locale.ROOT))
          .containsExactlyInAnyOrder("accept-encoding", "connection", "host", "user-agent");
      assertThat(get.header("Accept-Encoding")).contains("identity");
    }

    @Test
    void namesTheDiskWhenItCannotBeWritten() throws Exception {
      Path target = dir.resolve("x".repeat(255));
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> client.dataSources().download("dset-1", "ds-1", target))
          .withMessageContaining(".part could not be written, File name too long.");
      assertThat(files()).isEmpty();
    }
  }

  /** Against scripted answers, where the sandbox is too well-behaved. */
  @Nested
  class FromAScriptedStore {

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

    private void presigns(String url) {
      server.answers(
          200,
          "{\"code\":0,\"data\":{\"presigned_url\":\"%s\",\"expires_at\":\"2124-11-13T14:15:22Z\"}}"
              .formatted(url));
    }

    private org.assertj.core.api.ThrowableAssertAlternative<DownloadException> downloadFails() {
      return assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(
              () ->
                  client
                      .dataSources()
                      .download(DownloadRequest.of(SALES, target).replacingExisting()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "", "/relative", "ftp://store.example/x", "https://"})
    void refusesUrlsThatNobodyCanFetch(String url) {
      presigns(url);
      downloadFails()
          .withMessage(
              "Could not download data source \"ds-1\" of dataset \"dset-1\": the service gave a URL"
                  + " that is not an absolute http or https one, \"%s\".",
              url);
    }

    @Test
    void refusesPlainHttpToOtherMachines() {
      presigns("http://store.example/sales.csv?Signature=s3cr3t");
      downloadFails()
          .withMessageContaining("not https, \"http://store.example/sales.csv?…\"")
          .withMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
      "403, <Error><Code>AccessDenied</Code></Error>, HTTP 403 AccessDenied. The URL may have ended early",
      "404, <Error><Code>NoSuchKey</Code></Error>, HTTP 404 NoSuchKey",
      "503, '', HTTP 503",
      "206, par, HTTP 206",
    })
    void tellsWhatTheStoreAnswered(int status, String body, String message) {
      presigns(server.url("/sales.csv?Signature=s3cr3t"));
      server.answers(new MockResponse.Builder().code(status).body(body).build());
      downloadFails().withMessageContaining(message).withMessageNotContaining("s3cr3t");
    }

    @Test
    void saysWhenTheUrlHasExpired() {
      server.answers(
          200,
          "{\"code\":0,\"data\":{\"presigned_url\":\"%s\",\"expires_at\":\"2024-11-13T14:15:22Z\"}}"
              .formatted(server.url("/sales.csv")));
      server.answers(new MockResponse.Builder().code(403).build());
      downloadFails()
          .withMessageContaining("The URL expired at 2024-11-13T14:15:22Z; ask for a new one.");
    }

    @Test
    void keepsNoPartOfAContentThatBreaksOff() {
      presigns(server.url("/sales.csv"));
      server.answers(
          new MockResponse.Builder()
              .body(new Buffer().write(new byte[1 << 20]))
              .onResponseBody(new SocketEffect.CloseSocket())
              .build());
      downloadFails().withMessageContaining("no whole answer from ");
    }

    @Test
    void keepsNoContentWithAWrongChecksum() {
      presigns(server.url("/sales.csv"));
      server.answers(
          new MockResponse.Builder()
              .addHeader("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")
              .body("not what was uploaded")
              .build());
      downloadFails().withMessageContaining("does not have the checksum");
    }

    @Test
    void leavesNothingBehindWhenCancelled() throws Exception {
      presigns(server.url("/sales.csv"));
      server.answers(
          new MockResponse.Builder()
              .body(new Buffer().write(new byte[1 << 20]))
              .onResponseBody(SocketEffect.Stall.INSTANCE)
              .build());
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Path> download =
          client
              .dataSources()
              .downloadAsync(
                  DownloadRequest.of(SALES, target)
                      .replacingExisting()
                      .withProgress((received, total) -> begun.countDown()));
      begun.await();
      assertThat(download.cancel(true)).isTrue();
      waitForThreadsOf(client);
    }

    @Test
    void endsWhenTheClientIsClosed() throws Exception {
      presigns(server.url("/sales.csv"));
      server.answers(
          new MockResponse.Builder()
              .body(new Buffer().write(new byte[1 << 20]))
              .onResponseBody(SocketEffect.Stall.INSTANCE)
              .build());
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(
              () ->
                  client
                      .dataSources()
                      .download(
                          DownloadRequest.of(SALES, target)
                              .replacingExisting()
                              .withProgress((received, total) -> client.close())))
          .withMessageContaining("the client was closed.");
    }

    /**
     * The part file goes on the thread that wrote it, so once those of a closed client are gone, it
     * is.
     */
    private static void waitForThreadsOf(PowerdrillClient client) throws InterruptedException {
      client.close();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("Powerdrill")) {
          thread.join();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/sales.csv        | sales.csv",
        "/a/                 | ds_1",
        "/a/%2E%2E%2Fetc     | __etc",
        "/a/.hidden          | _hidden",
        "/a/b%00c%22d        | b_c_d",
        "/a/%E6%95%B0.csv    | 数.csv",
      })
  void makesASafeNameOfTheUrl(String path, String name) throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        PowerdrillClient client = server.client()) {
      server
          .answers(
              200,
              "{\"code\":0,\"data\":{\"presigned_url\":\"%s\",\"expires_at\":\"2124-11-13T14:15:22Z\"}}"
                  .formatted(server.url("/") + path.substring(1)))
          .answers(new MockResponse.Builder().body("x").build());
      assertThat(client.dataSources().download("dset-1", "ds/1", dir)).isEqualTo(dir.resolve(name));
    }
    assertThat(Files.readAllBytes(dir.resolve(name))).isEqualTo("x".getBytes(UTF_8));
  }
}
