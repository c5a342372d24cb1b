package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which base URLs a client takes, and where it then asks. */
class BaseUrlTest {

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
  void goesToTheRealServiceUnlessToldOtherwise() {
    Map<String, String> environment =
        Map.of("POWERDRILL_PROJECT_API_KEY", ScriptedServer.API_KEY, "POWERDRILL_BASE_URL", " ");
    try (PowerdrillClient client = PowerdrillClient.fromEnvironment(environment)) {
      assertThat(client).hasToString("PowerdrillClient[https://ai.data.cloud/api]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/api, must be https",
    "http://127.0.0.1.example.com, must be https",
    "http://localhost.example.com, must be https",
    "ftp://localhost, must be an absolute http or https URL",
    "https://user:pw@example.com, must not hold a user name or password",
    "http://user:pw@example.com, must not hold a user name or password",
    "user:pw@example.com, must not hold a user name or password",
    "https://example.com/api?x=1, must have no query and no fragment",
    "https://example.com/api#x, must have no query and no fragment",
  })
  void refusesUnsafeBaseUrls(String baseUrl, String rule) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                PowerdrillClient.builder().apiKey(ScriptedServer.API_KEY).baseUrl(baseUrl).build())
        .withMessageContaining(rule)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pw", "x=1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/api",
        "http://api.localhost",
        "http://127.9.9.9",
        "http://[::1]:1/api/",
        "https://example.com",
        "https://example.com/@tenant/api"
      })
  void acceptsHttpsAndThisMachine(String baseUrl) {
    try (PowerdrillClient client =
        PowerdrillClient.builder().apiKey(ScriptedServer.API_KEY).baseUrl(baseUrl).build()) {
      assertThat(client.toString()).contains(baseUrl);
    }
  }

  @Test
  void allowsPlainHttpOnRequest() {
    try (PowerdrillClient client =
        PowerdrillClient.builder()
            .apiKey(ScriptedServer.API_KEY)
            .baseUrl("http://example.com/api")
            .allowInsecureHttp()
            .build()) {
      assertThat(client).hasToString("PowerdrillClient[http://example.com/api]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void toleratesASlashAtTheEndOfTheBaseUrl(String end) {
    try (PowerdrillClient client = server.clientBuilder().baseUrl(server.baseUrl() + end).build()) {
      client.dataSources().presign("dset-1", "ds-1");
    }
    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/api/v2/team/datasets/dset-1/datasources/ds-1/presign");
  }
}
