package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the service or the way to it refuses is said in one line. */
@Isolated("It hears the log of the whole JVM.")
class RefusalMessageTest extends AtSandbox {

  @Test
  void namesARefusedPort() throws IOException {
    int port = closedPort();

    Outcome outcome = presignAt("http://127.0.0.1:" + port + "/api");

    assertThat(outcome.exitCode()).isEqualTo(6);
    assertThat(outcome.err())
        .containsOnlyOnce("\n")
        .contains(
            "no response from 127.0.0.1:" + port + ", connection refused, or host unreachable");
  }

  @Test
  void neverTakesTheKeyForAFile() {
    String noPath = "secret-key-\0";

    Outcome outcome =
        Outcome.of(
            Map.of("POWERDRILL_PROJECT_API_KEY", noPath, "POWERDRILL_USER_ID", "tmm-1"),
            "presign",
            "dset-1",
            "ds-1");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("the API key (hidden) must hold printable ASCII")
        .doesNotContain("secret-key");
  }

  @Test
  void reportsAPageAsAnUnexpectedResponse() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .setHeader("Content-Type", "text/html")
              .body("<!DOCTYPE html>\n<h1>Sign in</h1>")
              .build());

      Outcome outcome = presignAt(server.url("/").toString());

      assertThat(outcome.exitCode()).isEqualTo(7);
      assertThat(outcome.err()).containsOnlyOnce("\n").contains("Sign in");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void reportsARefusalOfTheService(int status, String body, int exitCode, String told)
      throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      for (int i = 0; i < 5; i++) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
      }

      Outcome outcome = presignAt(server.url("/api").toString());

      assertThat(outcome.exitCode()).isEqualTo(exitCode);
      assertThat(outcome.err()).containsOnlyOnce("\n").contains(told);
    }
  }

  static Stream<Arguments> reportsARefusalOfTheService() {
    return Stream.of(
        arguments(200, "{\"code\":210021,\"msg\":\"Job quota exceeded\"}", 5, "210021"),
        arguments(200, "{\"code\":210021,\"msg\":\"Job quota exceeded\"}", 5, "Job quota exceeded"),
        arguments(402, "{\"code\":77,\"msg\":\"Pay\"}", 5, "Pay"));
  }

  @Test
  void showsRequestsAndStackTraceOnlyWhenVerbose() {
    Map<String, String> environment = environment(Map.of(KEY, SECRET));

    String quiet = Outcome.of(environment, "presign", "dset", "ds").err();
    String verbose = Outcome.of(environment, "--verbose", "presign", "dset", "ds").err();

    assertThat(quiet).doesNotContain("POST", "\tat ");
    assertThat(verbose)
        .contains("POST http://127.0.0.1", "HTTP 403", "\tat io.github.powerdrilljava");
  }

  private Outcome presignAt(String baseUrl) {
    return Outcome.of(
        environment(Map.of()), "presign", "dset", "ds", "--attempts", "1", "--base-url", baseUrl);
  }
}
