package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are none by the rules of HTTP end a call as any broken connection does. */
@Timeout(30)
class BrokenResponseTest extends AtRawServer {

  @TempDir Path dir;

  static Stream<String> brokenResponses() {
    return Stream.of(
        "HTTP/1.1 200 OK\nContent-Length: -5\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length: +3\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length: 3.0\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length: three\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length:\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length: 99999999999999999999\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length: 3\nContent-Length: 4\n\nabcd",
        "HTTP/1.1 503 No\nContent-Length: -5\n\nabc",
        "HTTP/1.1 403 No\nContent-Length: -5\n\nabc",
        "HTTP/1.1 302 Found\nLocation: /x\nContent-Length: -5\n\nabc",
        "HTTP/1.1 -20 No\nContent-Length: 0\n\n",
        "HTTP/1.1 -1 No\nContent-Length: 0\n\n",
        "HTTP/1.1 0 No\nContent-Length: 0\n\n",
        "HTTP/1.1 000 No\nContent-Length: 0\n\n",
        "HTTP/1.1 99 No\nContent-Length: 0\n\n",
        "HTTP/1.1 099 No\nContent-Length: 0\n\n",
        "HTTP/1.1 1000 No\nContent-Length: 0\n\n",
        "HTTP/1.1 2e2 No\nContent-Length: 0\n\n",
        "HTTP/1.1 20\n\n",
        "HTTP/1.1\n\n",
        "HTTP/9.9 200 OK\n\n",
        "\u0000\u0001\u0002\n\n",
        "SSH-2.0-OpenSSH_9.2\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: identity, chunked\n\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked, \n\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: gzip\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nTransfer-Encoding: x\n\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: gzip\n\nabc",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Length: 5\n\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n-5\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nxyz\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFFF\nabc\n0\n\n");
  }

  private static RawServer closingAfter(String response) {
    return new RawServer(
        connection -> {
          connection.request();
          connection.send(response);
        });
  }

  @ParameterizedTest
  @MethodSource("brokenResponses")
  void endAPresign(String response) {
    try (RawServer server = closingAfter(response);
        PowerdrillClient client = client(server)) {
      assertThat(
              catchThrowableOfType(
                      PowerdrillException.class,
                      () -> client.dataSources().presign("dset-1", "ds-1"))
                  .attempts())
          .isEqualTo(2);
      assertThat(catchThrowable(() -> client.dataSources().presignAsync("d", "s").join()))
          .hasCauseInstanceOf(PowerdrillConnectionException.class);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @ParameterizedTest
  @MethodSource("brokenResponses")
  void endADownload(String response) throws Exception {
    try (RawServer server = closingAfter(response);
        Downloader downloader = Downloader.builder().retries(Retries.NONE).build()) {
      PresignedUrl url =
          new PresignedUrl(server.url("/object?sig=1"), Instant.now().plusSeconds(600));
      assertThat(catchThrowable(() -> downloader.download(url, dir.resolve("a.csv"))))
          .isInstanceOf(DownloadException.class);
      assertThat(catchThrowable(() -> downloader.downloadAsync(url, dir.resolve("b.csv")).join()))
          .hasCauseInstanceOf(DownloadException.class);
      assertThat(catchThrowable(() -> readAll(downloader, url)))
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(DownloadException.class),
              e -> assertThat(e).hasCauseInstanceOf(DownloadException.class));
      try (Stream<Path> files = Files.list(dir)) {
        assertThat(files).isEmpty();
      }
    }
  }

  private static void readAll(Downloader downloader, PresignedUrl url) throws Exception {
    try (InputStream in = downloader.open(url)) {
      in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x y: z",
        "x\u0000y: z",
        "x: \u0000",
        ": nothing",
        "no colon",
        "x: \u007f\u00ff",
        "Set-Cookie: =;;;=",
        "Date: yesterday",
        "WWW-Authenticate: ===",
        "Retry-After: 99999999999",
      })
  void oddHeadersSpoilNoGoodResponse(String header) {
    try (RawServer server =
            RawServer.responding(
                "HTTP/1.1 200 OK\n"
                    + header
                    + "\nContent-Length: "
                    + ScriptedServer.SUCCESS.length()
                    + "\n\n"
                    + ScriptedServer.SUCCESS);
        PowerdrillClient client = client(server)) {
      assertThat(
              catchThrowable(
                  () ->
                      assertThat(client.dataSources().presign("dset-1", "ds-1").url())
                          .isEqualTo(ScriptedServer.URL)))
          .satisfiesAnyOf(
              e -> assertThat(e).isNull(),
              e -> assertThat(e).isInstanceOf(PowerdrillConnectionException.class));
    }
  }

  @Test
  void anInterceptorThatThrowsEndsTheCallAsDocumented() {
    OkHttpClient careless =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IllegalArgumentException("not today");
                })
            .build();
    PowerdrillClient.Builder settings =
        PowerdrillClient.builder()
            .baseUrl("http://127.0.0.1:1")
            .apiKey(ScriptedServer.API_KEY)
            .userId("tmm-1")
            .httpClient(careless);
    try (PowerdrillClient client = settings.build();
        Downloader downloader = Downloader.builder().httpClient(careless).build()) {
      PowerdrillConnectionException failure =
          catchThrowableOfType(
              PowerdrillConnectionException.class,
              () -> client.dataSources().presign("dset-1", "ds-1"));
      assertThat(failure).hasMessageContaining("not today").hasMessageNotContaining("broke");
      assertThat(failure.attempts()).isEqualTo(1);
      PresignedUrl url = new PresignedUrl("https://store.example/x", Instant.EPOCH);
      assertThat(catchThrowable(() -> downloader.download(url, dir.resolve("a.csv"))))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("not today");
    }
  }
}
