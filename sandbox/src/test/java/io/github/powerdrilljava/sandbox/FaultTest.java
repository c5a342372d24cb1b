package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.sandbox.Fault.Moment;
import io.github.powerdrilljava.sandbox.RawClient.Arrived;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives of each fault, byte for byte. */
@Timeout(60)
class FaultTest {
  private static final String JSON =
      "{\"code\":300003,\"msg\":\"dataset_id names no dataset of the project\"}";
  private static final String TYPE = "Content-Type: application/json\r\n";
  private static final String TRACE = "x-pd-trace-id: T\r\n";
  private static final String HEAD = "HTTP/1.1 200 OK\r\n" + TYPE + TRACE;
  private static final String HALF_A_HEAD = HEAD.replace("T\r\n", "T, cut off");
  private static final String HEALTHY = HEAD + end(JSON);

  private final PowerdrillSandbox sandbox = TestContract.start();

  private final URI api = sandbox.baseUrl();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"spoilt", "replaced"})
  void spoilsOneRequestAndNoMore(Fault fault, String bytes, boolean reset) throws IOException {
    sandbox.faults().next(fault);

    assertThat(RawClient.exchange(api, request())).isEqualTo(new Arrived(bytes, reset));
    assertThat(sandbox.faults().pending()).isZero();
    assertThat(RawClient.exchange(api, request())).isEqualTo(new Arrived(HEALTHY, false));
    assertThat(sandbox.faults().used()).isEqualTo(1);
    assertThat(sandbox.requests()).hasSize(fault.isOnConnect() ? 1 : 2);
  }

  static Stream<Arguments> spoilt() {
    String half = JSON.substring(0, 33);
    return Stream.of(
        arguments(Fault.resetConnection(), "", true),
        arguments(Fault.reset(Moment.BEFORE_RESPONSE), "", true),
        arguments(Fault.reset(Moment.IN_HEADERS), HALF_A_HEAD, true),
        arguments(Fault.reset(Moment.IN_BODY), HEAD + end(66) + half, true),
        arguments(Fault.stall(Moment.BEFORE_RESPONSE), "", false),
        arguments(Fault.stall(Moment.IN_HEADERS), HALF_A_HEAD, false),
        arguments(Fault.stall(Moment.IN_BODY), HEAD + end(66) + half, false),
        arguments(Fault.resetAfter(0), HEAD + end(66), true),
        arguments(Fault.resetAfter(33), HEAD + end(66) + half, true),
        arguments(Fault.resetAfter(100), HEALTHY, true),
        arguments(Fault.stallAfter(33), HEAD + end(66) + half, false),
        arguments(Fault.stallAfter(100), HEALTHY, false),
        arguments(Fault.trickle(Duration.ZERO), HEALTHY, false),
        arguments(Fault.trickle(Duration.ofNanos(1)), HEALTHY, false),
        arguments(Fault.halfBody(), HEAD + end(33) + half, false),
        arguments(Fault.contentLengthTooLong(), HEAD + end(67) + JSON, false),
        arguments(Fault.contentLengthTooShort(), HEAD + end(33) + JSON, false),
        arguments(Fault.informational(100), "HTTP/1.1 100 Continue\r\n\r\n" + HEALTHY, false),
        arguments(
            Fault.informational(103),
            "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n"
                + HEALTHY,
            false),
        arguments(
            Fault.extraHeader("x-pd-trace-id", "other"),
            HEAD + "x-pd-trace-id: other\r\n" + end(JSON),
            false),
        arguments(
            Fault.extraHeader("Content-Type", "text/html"),
            HEAD + "Content-Type: text/html\r\n" + end(JSON),
            false));
  }

  static Stream<Arguments> replaced() {
    return Stream.of(
        other(Fault.html(200), "200 OK\r\nContent-Type: text/html; charset=utf-8", page(200)),
        other(
            Fault.html(502),
            "502 Bad Gateway\r\nContent-Type: text/html; charset=utf-8",
            page(502)),
        other(Fault.empty(504), "504 Gateway Timeout", ""),
        other(Fault.empty(200), "200 OK", ""),
        other(Fault.response(418, "text/plain", "tea"), "418 \r\nContent-Type: text/plain", "tea"),
        failure(Fault.failure(400, 300001, "no"), "400 Bad Request", 300001, "no"),
        failure(Fault.failure(503, 9999999999L, ""), "503 Service Unavailable", 9999999999L, ""),
        tooMany(Fault.tooManyRequests(), ""),
        tooMany(Fault.tooManyRequests("2"), "Retry-After: 2\r\n"),
        tooMany(Fault.tooManyRequests("-1"), "Retry-After: -1\r\n"),
        tooMany(Fault.tooManyRequests("soon"), "Retry-After: soon\r\n"),
        redirect(301, "301 Moved Permanently"),
        redirect(302, "302 Found"),
        redirect(307, "307 Temporary Redirect"),
        redirect(308, "308 Permanent Redirect"));
  }

  @Test
  void playsFaultsInOrderOnOneConnectionThatStaysOpen() throws IOException {
    sandbox.faults().next(Fault.empty(500), Fault.failure(429, 201, "slow"));
    sandbox.faults().next(Fault.informational(103));

    Arrived arrived = RawClient.exchange(api, request().repeat(5));

    assertThat(arrived.reset()).isFalse();
    assertThat(arrived.bytes().split("(?=HTTP/1.1 )", -1))
        .extracting(response -> response.substring(9, 12))
        .containsExactly("500", "429", "103", "200", "200", "200");
    assertThat(sandbox.requests()).hasSize(5);
  }

  @Test
  void spoilsOneResponseBetweenTwoGoodOnesOfOneConnection() throws IOException {
    int length = HEALTHY.length() - "D".length() + 29 - "T".length() + 36;
    try (RawClient connection = new RawClient(api)) {
      connection.send(request());
      assertThat(connection.read(length)).isEqualTo(HEALTHY);

      sandbox.faults().next(Fault.halfBody());
      connection.send(request());
      assertThat(connection.read(length - 33)).isEqualTo(HEAD + end(JSON.substring(0, 33)));

      connection.send(request());
      assertThat(connection.read(length)).isEqualTo(HEALTHY);
    }
  }

  @Test
  void leavesTheRestOfABodyInTheWayOfTheNextResponse() throws IOException {
    sandbox.faults().next(Fault.contentLengthTooShort());

    assertThat(RawClient.exchange(api, request().repeat(2)).bytes())
        .isEqualTo(HEAD + end(33) + JSON + HEALTHY);
  }

  private String request() {
    String body = "{\"user_id\":\"" + sandbox.userId() + "\"}";
    return "POST /api/v2/team/datasets/none/datasources/ds/presign HTTP/1.1\r\n"
        + "Host: 127.0.0.1\r\nContent-Type: application/json\r\nx-pd-api-key: "
        + sandbox.apiKey()
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String end(String body) {
    return end(body.length()) + body;
  }

  private static String end(int length) {
    return "Date: D\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static String page(int status) {
    return "<!DOCTYPE html>\n<html><head><title>"
        + status
        + "</title></head><body></body></html>\n";
  }

  private static Arguments other(Fault fault, String head, String body) {
    return arguments(fault, "HTTP/1.1 " + head + "\r\n" + end(body), false);
  }

  private static Arguments failure(Fault fault, String status, long code, String msg) {
    String body = "{\"code\":" + code + ",\"msg\":\"" + msg + "\"}";
    return arguments(fault, "HTTP/1.1 " + status + "\r\n" + TYPE + TRACE + end(body), false);
  }

  private static Arguments tooMany(Fault fault, String retryAfter) {
    String head = "HTTP/1.1 429 Too Many Requests\r\n" + TYPE + TRACE + retryAfter;
    return arguments(fault, head + end("{\"code\":201,\"msg\":\"rate limit reached\"}"), false);
  }

  private static Arguments redirect(int status, String line) {
    Fault fault = Fault.redirect(status, "https://other.example/x?y");
    return other(fault, line + "\r\nLocation: https://other.example/x?y", "");
  }
}
