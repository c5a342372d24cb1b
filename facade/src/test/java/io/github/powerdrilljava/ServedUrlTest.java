package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import mockwebserver3.MockResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL is given as the service gave it, and only fetched where that is safe. */
class ServedUrlTest extends ScriptedTest {

  private static final String HEALTHY =
      ContractResponses.presigned("https://x.example", "2024-11-13T14:15:22Z");

  @ParameterizedTest(name = "{index}")
  @CsvSource({
    "string,                              is not an absolute http or https URL",
    "'',                                  is not an absolute http or https URL",
    "/relative,                           is not an absolute http or https URL",
    "ftp://store.example/x,               is not an absolute http or https URL",
    "https://,                            is not an absolute http or https URL",
    "http://store.example/x?Signature=s3, is not https",
  })
  void givesAnyUrlButFetchesNoneThatCannotOrMustNotBeFetched(String url, String reason) {
    DataSources dataSources = client.dataSources();
    for (int i = 0; i < 5; i++) {
      server.answers(200, withUrl(url));
    }
    assertThat(dataSources.presign("dset-1", "ds-1").url()).isEqualTo(url);
    List<ThrowingCallable> fetching =
        List.of(
            () -> dataSources.download("dset-1", "ds-1", Path.of("no-such-file")),
            () -> get(dataSources.downloadAsync("dset-1", "ds-1", Path.of("no-such-file"))),
            () -> dataSources.open("dset-1", "ds-1"),
            () -> get(dataSources.openAsync("dset-1", "ds-1")));
    for (ThrowingCallable fetch : fetching) {
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(fetch)
          .withMessageStartingWith(
              "Could not download data source \"ds-1\" of dataset \"dset-1\": ")
          .withMessageContaining("the URL that the service gave " + reason)
          .withMessageContaining(" Trace id: trace-42, own: ")
          .withMessageNotContaining("=s3");
    }
    assertThat(server.requestCount()).isEqualTo(5);
  }

  @Test
  void namesWhatIsWrongWithARenewedUrl() {
    server.answers(200, withUrl(server.url("/sales.csv")));
    server.answers(new MockResponse.Builder().code(403).build());
    server.answers(200, withUrl("string"));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> client.dataSources().open("dset-1", "ds-1"))
        .withMessageContaining(
            "the URL that the service gave is not an absolute http or https URL");
    assertThat(server.requestCount()).isEqualTo(3);
  }

  private static void get(CompletableFuture<?> future) throws Throwable {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Test
  void acceptsPlainHttpWhereThatIsAllowed() {
    server.answers(200, withUrl("http://store.example/x"));
    try (PowerdrillClient trusting = server.clientBuilder().allowInsecureHttp().build()) {
      assertThat(trusting.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo("http://store.example/x");
    }
  }

  private static String withUrl(String url) {
    return HEALTHY.replace("https://x.example", url);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "https://s3.example/a b|c\\u007b?X-Amz-Signature=^`é",
      })
  void keepsTheUrlExactlyAsTheServiceGaveIt(String url) {
    server.answers(200, withUrl(url));
    assertThat(client.dataSources().presign("dset-1", "ds-1").url())
        .isEqualTo(url.replace("\\u007b", "{"));
  }
}
