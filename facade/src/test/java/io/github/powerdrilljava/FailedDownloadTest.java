package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A download that fails at the store says why, and leaves the target as it was and nothing beside
 * it.
 */
@Timeout(60)
class FailedDownloadTest extends AtOldTarget {

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
    downloadFails()
        .withMessageContaining(message)
        .withMessageNotContaining("s3cr3t")
        .returns(false, DownloadException::canResume);
  }

  @ParameterizedTest
  @CsvSource({
    "499, HTTP 499.",
    "500, HTTP 500. Try again later.",
    "501, HTTP 501. Try again later."
  })
  void tellsToTryAgainWhereThatMayHelp(int status, String message) {
    presigns(server.url("/sales.csv"));
    for (int i = 0; i < 2; i++) { // to the request for the first part, and to that for all of it
      server.answers(new MockResponse.Builder().code(status).build());
    }
    downloadFails().withMessageContaining("responded with " + message + " Trace id: ");
  }

  @Test
  void aRefusalToPresignIsThrownAsItIs() {
    server.answers(401, "{\"code\":1001,\"msg\":\"unknown key\"}");
    assertThatExceptionOfType(PowerdrillApiException.class)
        .isThrownBy(() -> client.dataSources().download(request()));
  }

  @Test
  void whatAListenerThrowsIsThrownAsItIs() {
    presigns(server.url("/sales.csv"));
    server.answers(200, "new");
    PowerdrillException own =
        new PowerdrillConnectionException("of the listener", "own", new IOException());
    assertThatThrownBy(
            () ->
                client
                    .dataSources()
                    .download(
                        request()
                            .withProgress(
                                (received, total) -> {
                                  throw own;
                                })))
        .isSameAs(own);
  }

  private static void interruptBeforeAWait(ClientEvent event) {
    if (event instanceof ClientEvent.RetryScheduled) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatTheThreadWasInterruptedWhileItWaited(boolean toFile) {
    presigns(server.url("/sales.csv"));
    server.answers(503, "");
    Retries slow = new Retries(4, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(9));
    try (PowerdrillClient waiting =
        server
            .clientBuilder()
            .retries(slow)
            .listener(FailedDownloadTest::interruptBeforeAWait)
            .build()) {
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(
              () -> {
                if (toFile) {
                  waiting.dataSources().download(request());
                } else {
                  waiting.dataSources().open(PresignRequest.of("dset-1", "ds-1"));
                }
              })
          .withMessageContaining("the thread was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
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

  @Test
  void followsRedirectsNotForEver() {
    presigns(server.url("/sales.csv"));
    MockResponse toItself =
        new MockResponse.Builder().code(307).addHeader("Location", "/sales.csv").build();
    for (int i = 0; i < 21; i++) { // OkHttp follows 20
      server.answers(toItself);
    }
    downloadFails()
        .withMessageContaining("no valid response from ")
        .withMessageContaining("it redirects, or asks to log in, again and again. Check ");
    assertThat(server.server().getRequestCount()).isEqualTo(22);
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
}
