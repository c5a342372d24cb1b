package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a client is set up, and what its settings do. */
class ClientSettingsTest {

  private ScriptedServer server;

  @BeforeEach
  void start() {
    server = new ScriptedServer().answers(200, ScriptedServer.SUCCESS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesItsSettingsFromTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "POWERDRILL_PROJECT_API_KEY", "secret-key-from-env",
            "POWERDRILL_USER_ID", "user-from-env",
            "POWERDRILL_BASE_URL", server.baseUrl());
    try (PowerdrillClient client = PowerdrillClient.fromEnvironment(environment)) {
      client.dataSources().presign("dset-1", "ds-1");
    }
    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("x-pd-api-key")).isEqualTo("secret-key-from-env");
    assertThat(request.getBody().utf8()).isEqualTo("{\"user_id\":\"user-from-env\"}");
  }

  @Test
  void whatIsSetExplicitlyWinsOverTheEnvironmentInAnyOrder() {
    server.answers(200, ScriptedServer.SUCCESS);
    Map<String, String> environment =
        Map.of(
            "POWERDRILL_PROJECT_API_KEY", "secret-key-from-env",
            "POWERDRILL_USER_ID", "user-from-env",
            "POWERDRILL_BASE_URL", "http://127.0.0.1:1/api");
    for (PowerdrillClient.Builder settings :
        List.of(
            PowerdrillClient.builder()
                .fromEnvironment(environment)
                .baseUrl(server.baseUrl())
                .userId("user-set"),
            PowerdrillClient.builder()
                .userId("user-set")
                .baseUrl(server.baseUrl())
                .fromEnvironment(environment))) {
      try (PowerdrillClient client = settings.build()) {
        client.dataSources().presign("dset-1", "ds-1");
      }
      RecordedRequest request = server.takeRequest();
      assertThat(request.getHeaders().get("x-pd-api-key")).isEqualTo("secret-key-from-env");
      assertThat(request.getBody().utf8()).isEqualTo("{\"user_id\":\"user-set\"}");
    }
  }

  @Test
  void missesTheKeyByName() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () -> PowerdrillClient.fromEnvironment(Map.of("POWERDRILL_PROJECT_API_KEY", "")))
        .withMessage(
            "Nothing was sent: apiKey (not set) is required: set it on the builder, or as"
                + " POWERDRILL_PROJECT_API_KEY.");
  }

  @Test
  void takesAKeyOfAnyPrintableCharactersUpToItsBound() {
    String key = "secret-key~(.*)\\E".repeat(64);
    PowerdrillClient.builder().apiKey(key.substring(0, 1024)).build().close();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> PowerdrillClient.builder().apiKey(key.repeat(8)).build())
        .withMessage("Nothing was sent: apiKey (hidden) must be at most 1024 characters.");
  }

  @Test
  void namesEveryBrokenSettingAtOnceAndNeverTheKey() {
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                PowerdrillClient.builder()
                    .apiKey("secret-key\n")
                    .baseUrl("ai.data.cloud")
                    .connectTimeout(Duration.ZERO)
                    .callTimeout(ChronoUnit.FOREVER.getDuration())
                    .build());
    assertThat(refusal.violations())
        .extracting(Violation::toString)
        .containsExactly(
            "apiKey (hidden) must not begin or end with white space",
            "baseUrl \"ai.data.cloud\" must be an absolute http or https URL",
            "connectTimeout PT0S must be 1 ms to 2147483647 ms",
            "callTimeout PT2562047788015215H30M7.999999999S must be 1 ms to 2147483647 ms");
    assertThat(refusal).hasMessageNotContaining("secret-key");
  }

  @Test
  void sendsNothingThatWasNotAskedForOrNeeded() {
    try (PowerdrillClient client = server.client()) {
      client.dataSources().presign("dset-1", "ds-1");
    }
    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getBody().utf8()).isEqualTo("{\"user_id\":\"tmm-1\"}");
    assertThat(request.getHeaders().get("User-Agent"))
        .matches("powerdrill-java/\\d+\\.\\d+\\.\\d+.*");
    assertThat(request.getHeaders().get("x-pd-external-trace-id")).hasSize(36);
    assertThat(request.getHeaders().names())
        .containsExactlyInAnyOrder(
            "x-pd-api-key",
            "x-pd-external-trace-id",
            "User-Agent",
            "Content-Type",
            "Content-Length",
            "Host",
            "Connection",
            "Accept-Encoding");
  }

  @Test
  void sendsEverythingThatWasAskedFor() {
    try (PowerdrillClient client = server.client()) {
      client
          .dataSources()
          .presign(
              PresignRequest.of("dset-1", "ds-1")
                  .withUserId("tmm-2")
                  .withExpiresIn(Duration.ofMinutes(2))
                  .withExternalTraceId("mine"));
    }
    RecordedRequest request = server.takeRequest();
    assertThat(request.getBody().utf8()).isEqualTo("{\"expires_in\":120,\"user_id\":\"tmm-2\"}");
    assertThat(request.getHeaders().get("x-pd-external-trace-id")).isEqualTo("mine");
  }

  @Test
  void goesThroughAProxy() {
    try (PowerdrillClient client =
        server
            .clientBuilder()
            .baseUrl("http://powerdrill.invalid/api")
            .allowInsecureHttp()
            .proxy(server.server().getProxyAddress())
            .build()) {
      assertThat(client.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo(ScriptedServer.URL);
    }
    assertThat(server.takeRequest().getTarget()).startsWith("http://powerdrill.invalid/api/v2/");
  }

  @Test
  void derivesFromAGivenClient() {
    List<String> seen = new CopyOnWriteArrayList<>();
    OkHttpClient given =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.add(chain.request().url().encodedPath());
                  return chain.proceed(chain.request());
                })
            .build();
    try (PowerdrillClient client = server.clientBuilder().httpClient(given).build()) {
      client.dataSources().presign("dset-1", "ds-1");
    }
    assertThat(seen).containsExactly("/api/v2/team/datasets/dset-1/datasources/ds-1/presign");
    assertThat(given.interceptors()).hasSize(1);
  }

  @Test
  void givesUpWhenTheWholeCallTakesTooLong() {
    ScriptedServer silent =
        new ScriptedServer()
            .answers(
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    try (silent;
        PowerdrillClient client =
            silent.clientBuilder().callTimeout(Duration.ofMillis(200)).build()) {
      assertThatExceptionOfType(PowerdrillConnectionException.class)
          .isThrownBy(() -> client.dataSources().presign("dset-1", "ds-1"))
          .withMessageStartingWith(
              "Could not presign data source \"ds-1\" of dataset \"dset-1\": no response from ")
          .withMessageContaining("longer than its timeout")
          .withMessageContaining("Own trace id: ");
    }
  }

  @Test
  void saysWhenNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (PowerdrillClient client =
        server.clientBuilder().baseUrl("http://127.0.0.1:" + port).build()) {
      assertThatExceptionOfType(PowerdrillConnectionException.class)
          .isThrownBy(() -> client.dataSources().presign("dset-1", "ds-1"))
          .withMessageContaining(
              "no response from 127.0.0.1:" + port + ", connection refused, or host unreachable.");
    }
  }
}
