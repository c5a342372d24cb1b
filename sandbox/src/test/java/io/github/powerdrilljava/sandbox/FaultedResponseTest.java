package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults as an HTTP client meets them, and those that cannot be. */
@Timeout(60)
class FaultedResponseTest {
  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void datesRetryAfterByItsOwnClock() {
    sandbox.advanceClock(Duration.ofDays(3));
    sandbox.faults().next(Fault.tooManyRequests(Duration.ofSeconds(90)));

    HttpResponse<String> response = PlainClient.send(client.presignRequest("none", "ds"));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(date(response, "Retry-After")).isEqualTo(date(response, "Date").plusSeconds(90));
    assertThat(date(response, "Date")).isAfter(Instant.now().plus(Duration.ofDays(2)));
  }

  @Test
  void dropsAGzipBombOf100MiB() throws IOException {
    sandbox.faults().next(Fault.gzipBomb());

    HttpResponse<InputStream> response =
        PlainClient.send(client.presignRequest("none", "ds"), BodyHandlers.ofInputStream());

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(response.headers().firstValueAsLong("Content-Length").orElseThrow())
        .isLessThan(200_000);
    try (InputStream in = new GZIPInputStream(response.body())) {
      String start = new String(in.readNBytes(43), US_ASCII);
      assertThat(start).isEqualTo("{\"code\":0,\"data\":{\"presigned_url\":\"https://");
      assertThat(in.skip(Long.MAX_VALUE) + 43).isEqualTo(100 << 20);
    }
  }

  @Test
  void holdsTheRequestOfAFaultAgainstTheContract() {
    sandbox.faults().next(Fault.html(200));

    PlainClient.send(client.presignRequest("none", "ds").POST(ofString("{}")));

    assertThat(sandbox.takeViolations())
        .extracting(ContractViolation::key)
        .containsExactly("validation.request.body.schema.required");
  }

  @Test
  void spoilsTheObjectStoreByItself(@TempDir Path directory) throws IOException {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "0123456789"));
    URI url = client.presign("dset", "ds");
    sandbox.storeFaults().next(Fault.halfBody(), Fault.contentLengthTooLong());

    assertThat(client.presign("dset", "ds")).isNotNull();
    HttpResponse<String> half = PlainClient.get(url, "Range", "bytes=2-7");
    assertThat(half.headers().firstValue("Content-Range")).hasValue("bytes 2-7/10");
    assertThat(half.body()).isEqualTo("234");
    assertThatThrownBy(() -> PlainClient.get(url)).hasRootCauseInstanceOf(IOException.class);
    assertThat(PlainClient.get(url).body()).isEqualTo("0123456789");
  }

  @ParameterizedTest
  @MethodSource
  void refusesFaultsThatCannotBe(ThrowingCallable fault, String message) {
    assertThatThrownBy(fault)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> refusesFaultsThatCannotBe() {
    return Stream.of(
        impossible(() -> Fault.trickle(Duration.ofNanos(-1)), "pace must not be negative: PT-0.0"),
        impossible(() -> Fault.resetAfter(-1), "bodyBytes must not be negative: -1"),
        impossible(() -> Fault.stallAfter(-1), "bodyBytes must not be negative: -1"),
        impossible(() -> Fault.informational(99), "99"),
        impossible(() -> Fault.informational(101), "101"),
        impossible(() -> Fault.informational(200), "200"),
        impossible(() -> Fault.failure(199, 1, ""), "httpStatus must be 200 to 599: 199"),
        impossible(() -> Fault.response(600, "text/plain", ""), "200 to 599: 600"),
        impossible(() -> Fault.empty(600), "httpStatus must be 200 to 599: 600"),
        impossible(() -> Fault.redirect(304, "/"), "304"));
  }

  private static Arguments impossible(ThrowingCallable fault, String message) {
    return arguments(fault, message);
  }

  private static Instant date(HttpResponse<?> response, String name) {
    String value = response.headers().firstValue(name).orElseThrow();
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
  }
}
