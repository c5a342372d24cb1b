package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which exception tells which refusal of the service, and what it carries. */
class ErrorTableTest extends ScriptedTest {

  private PowerdrillApiException failure() {
    return catchThrowableOfType(
        PowerdrillApiException.class,
        () ->
            client
                .dataSources()
                .presign(PresignRequest.of("dset-1", "ds-1").withExternalTraceId("mine-1")));
  }

  @ParameterizedTest
  @CsvSource({
    "300001, 400, PowerdrillApiException",
    "300002, 200, PermissionDeniedException",
    "300003, 200, NotFoundException",
    "300004, 200, PowerdrillApiException",
    "300005, 200, PowerdrillApiException",
    "300006, 200, PowerdrillApiException",
    "300007, 200, PowerdrillApiException",
    "300008, 200, PowerdrillApiException",
    "300009, 200, PowerdrillApiException",
    "300011, 200, PowerdrillApiException",
    "210020, 400, PowerdrillApiException",
    "210021, 400, PowerdrillApiException",
    "210022, 400, PowerdrillApiException",
    "210023, 400, PowerdrillApiException",
    "210024, 400, PowerdrillApiException",
    "210025, 400, PowerdrillApiException",
    "210026, 400, PowerdrillApiException",
    "   201, 429, RateLimitException",
    "  1002, 403, AuthenticationException",
    "  1003, 403, AuthenticationException",
    "  1004, 403, AuthenticationException",
    "  9999, 500, ServerException",
    // The code wins over the status, and one that nobody knows still arrives.
    "300003, 500, NotFoundException",
    "  1003, 200, AuthenticationException",
    "     7, 200, PowerdrillApiException",
    "    -1, 401, PowerdrillApiException",
    "9000000000, 200, PowerdrillApiException",
  })
  void theCodeDecides(long code, int status, String exception) {
    server.answers(status, "{\"code\":%d,\"msg\":\"the reason\",\"data\":null}".formatted(code));
    PowerdrillApiException failure = failure();
    assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.serviceMessage()).isEqualTo("the reason");
    assertThat(failure.traceId()).isEqualTo("trace-42");
    assertThat(failure.externalTraceId()).isEqualTo("mine-1");
    assertThat(failure)
        .hasMessageStartingWith("Could not presign data source \"ds-1\" of dataset \"dset-1\": ")
        .hasMessageContaining("HTTP " + status + ", code " + code + ": \"the reason\".")
        .hasMessageEndingWith(" Trace id: trace-42, own: mine-1.");
  }

  @ParameterizedTest
  @CsvSource({
    "400, PowerdrillApiException",
    "401, AuthenticationException",
    "402, PowerdrillApiException",
    "403, PermissionDeniedException",
    "404, NotFoundException",
    "409, PowerdrillApiException",
    "429, RateLimitException",
    "500, ServerException",
    "502, ServerException",
    "503, ServerException",
    "504, ServerException",
  })
  void theStatusDecidesWhereTheBodyHoldsNoCode(int status, String exception) {
    server.answers(new MockResponse.Builder().code(status).body("<html>Oh\nno</html>").build());
    PowerdrillApiException failure = failure();
    assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(failure.code()).isNull();
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.serviceMessage()).isNull();
    assertThat(failure.traceId()).isNull();
    assertThat(failure)
        .hasMessageContaining("HTTP " + status + ": \"<html>Oh no</html>\".")
        .hasMessageEndingWith(" Own trace id: mine-1.");
  }

  @Test
  void asksForTheBaseUrlWhereA404IsNotTheServices() {
    server.answers(new MockResponse.Builder().code(404).body("<html>no such page</html>").build());
    assertThat(failure())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("does the base URL, " + server.url("/").replaceAll("http://|/$", ""));
    server.answers(404, "{\"code\":300003,\"msg\":\"no such data source\"}");
    assertThat(failure())
        .hasMessageContaining("Check both ids")
        .hasMessageNotContaining("base URL");
  }

  @Test
  void saysSoWhereTheBaseUrlIsTooLong() {
    server.answers(new MockResponse.Builder().code(404).build());
    try (PowerdrillClient wrong =
        server.clientBuilder().baseUrl(server.baseUrl() + "/v2/team").build()) {
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> wrong.dataSources().presign("dset-1", "ds-1"))
          .withMessageContaining("The base URL must not end in /v2/team");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 499, 500, 599})
  void aFailingStatusIsNeverASuccess(int status) {
    server.answers(status, ScriptedServer.SUCCESS);
    assertThat(failure().status()).isEqualTo(status);
  }

  @Test
  void cutsAnEndlessMessage() {
    server.answers(200, "{\"code\":300001,\"msg\":\"" + "x".repeat(1 << 20) + "\"}");
    assertThat(failure().serviceMessage()).hasSize(1000).endsWith("x…");
  }

  @Test
  void readsTheMessageUnderEitherName() {
    server.answers(200, "{\"code\":210021,\"message\":\"Job quota exceeded\"}");
    assertThat(failure().serviceMessage()).isEqualTo("Job quota exceeded");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "-                             | -",
        "3                             | PT3S",
        "0                             | PT0S",
        "Wed, 13 Nov 2024 14:15:25 GMT | PT3S",
        "Wed, 13 Nov 2024 14:15:00 GMT | PT0S",
        "soon                          | -",
        "99999999999999999999          | PT2562047788015215H30M7S",
      })
  void tellsHowLongARateLimitAskedToWait(String header, Duration retryAfter) {
    MockResponse.Builder response =
        new MockResponse.Builder().code(429).addHeader("Date", "Wed, 13 Nov 2024 14:15:22 GMT");
    if (header != null) {
      response.addHeader("Retry-After", header);
    }
    server.answers(response.body("{\"code\":201,\"msg\":\"slow down\"}").build());
    assertThat(failure())
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }

  @Test
  void saysHowLongTheServiceAskedToWait() {
    server.answers(new MockResponse.Builder().code(503).addHeader("Retry-After", "90").build());
    assertThat(failure()).hasMessageContaining(" It asks to wait 90 s. Own trace id: ");
  }
}
