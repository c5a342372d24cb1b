package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.secretscan.SecretScan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractBreachTest {
  private static final String PATH = "/api/v2/team/datasets/dset/datasources/ds/presign";

  private final PowerdrillSandbox sandbox = PowerdrillSandbox.start();
  private final PlainClient client = new PlainClient(sandbox);

  @BeforeEach
  void putOneFile(@TempDir Path directory) throws IOException {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));
  }

  @Test
  void failsTheTestThatLetABreachPass() {
    PlainClient.send(client.presignRequest("dset", "ds").POST(ofString("{\"user_id\":7}")));

    assertThatThrownBy(sandbox::close)
        .isInstanceOfSatisfying(
            ContractBreachError.class,
            error -> assertThat(error.breaches()).isEqualTo(sandbox.breaches()))
        .hasMessageStartingWith("The contract was broken once:")
        .hasMessageContaining("- request of POST " + PATH)
        .hasMessageContaining("validation.request.body.schema.type at /user_id")
        .hasMessageContaining("integer");
    assertThatCode(sandbox::close).doesNotThrowAnyException();
  }

  @Test
  void handsBreachesOverToATestThatMeantThem() {
    PlainClient.send(client.presignRequest("dset", "ds").POST(ofString("{}")));

    assertThat(sandbox.breaches()).hasSize(1);
    assertThat(sandbox.takeBreaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.kind()).isEqualTo(ContractBreach.Kind.REQUEST);
              assertThat(breach.method()).isEqualTo("POST");
              assertThat(breach.path()).isEqualTo(PATH);
              assertThat(breach.key()).isEqualTo("validation.request.body.schema.required");
              assertThat(breach.message()).contains("user_id");
            });
    assertThat(sandbox.takeBreaches()).isEmpty();
    sandbox.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheBreachInARequest(
      String what, UnaryOperator<HttpRequest.Builder> change, String key) {
    PlainClient.send(change.apply(client.presignRequest("dset", "ds")));

    assertThat(sandbox.takeBreaches()).extracting(ContractBreach::key).containsExactly(key);
    sandbox.close();
  }

  static Stream<Arguments> findsTheBreachInARequest() {
    return Stream.of(
        breach("no key", r -> bare(r, "Content-Type"), "validation.request.security.missing"),
        breach(
            "a body of no type",
            r -> bare(r, "x-pd-api-key"),
            "validation.request.contentType.notAllowed"),
        breach(
            "a body of another type",
            r -> r.setHeader("Content-Type", "text/plain"),
            "validation.request.contentType.notAllowed"),
        breach("no body", r -> r.POST(noBody()), "validation.request.body.missing"),
        breach(
            "half a body",
            r -> r.POST(ofString("{\"user_id\"")),
            "validation.request.body.schema.invalidJson"),
        breach(
            "59 s",
            r -> r.POST(ofString("{\"user_id\":\"tmm-sandbox\",\"expires_in\":59}")),
            "validation.request.body.schema.minimum"),
        breach(
            "a long trace id",
            r -> r.header("x-pd-external-trace-id", "t".repeat(129)),
            "validation.request.parameter.schema.maxLength"),
        breach("GET", r -> r.GET(), "validation.request.operation.notAllowed"),
        breach("PURGE", r -> r.method("PURGE", noBody()), "sandbox.request.unknown"),
        breach("unknown path", r -> path(r, "/api/v2/x"), "validation.request.path.missing"),
        breach("slash too many", r -> path(r, PATH + "/"), "validation.request.path.missing"),
        breach("no base path", r -> path(r, PATH.substring(4)), "sandbox.request.unknown"),
        breach(
            "an empty id",
            r -> path(r, PATH.replace("dset", "")),
            "validation.request.parameter.missing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheBreachInAnAnswer(String what, ApiAnswer answer, String key) {
    BreachLog breaches = new BreachLog();

    new ContractCheck(breaches).checkAnswer(presignRequest(Map.of()), answer);

    assertThat(breaches.list()).extracting(ContractBreach::key).containsExactly(key);
    assertThat(breaches.list())
        .extracting(ContractBreach::kind)
        .containsOnly(ContractBreach.Kind.ANSWER);
    sandbox.close();
  }

  static Stream<Arguments> findsTheBreachInAnAnswer() {
    String url = "\"presigned_url\":\"http://h/p?q\"";
    String time = "\"expires_at\":\"2024-11-13T14:15:22.123Z\"";
    String body = "validation.response.body.schema.";
    return Stream.of(
        arguments("no url", answer(200, "{\"code\":0,\"data\":{" + time + "}}"), body + "required"),
        arguments("no time", answer(200, "{\"code\":0,\"data\":{" + url + "}}"), body + "required"),
        arguments(
            "no real time",
            answer(200, "{\"code\":0,\"data\":{" + url + ",\"expires_at\":\"soon\"}}"),
            body + "format.date-time"),
        arguments("success without data", answer(200, "{\"code\":0}"), body + "anyOf"),
        arguments("failure without msg", answer(200, "{\"code\":300003}"), body + "anyOf"),
        arguments("error without msg", answer(400, "{\"code\":300001}"), body + "required"),
        arguments(
            "no trace id",
            new ApiAnswer(
                500,
                Map.of("Content-Type", "application/json"),
                "{\"code\":9999,\"msg\":\"internal error\"}"),
            "validation.response.header.missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json; charset=UTF-8",
        "Content-Type: application/json;charset=utf-8",
        "Accept: */*",
        "Accept: application/json",
        "Accept: text/html, */*;q=0.1",
        "Accept-Encoding: gzip",
        "User-Agent: any/1.0 (thing)",
        "x-pd-external-trace-id: a,b;c 1",
        "X-Other: x"
      })
  void findsNoBreachInWhatTheContractAllows(String header) {
    String[] nameAndValue = header.split(": ", 2);

    PlainClient.send(
        client.presignRequest("dset", "ds").setHeader(nameAndValue[0], nameAndValue[1]));

    assertThat(sandbox.breaches()).isEmpty();
    sandbox.close();
  }

  @ParameterizedTest
  @MethodSource
  void reportsCredentialsSentToTheObjectStoreWithoutRepeatingThem(String header) {
    URI url = client.presign("dset", "ds");

    var response = PlainClient.get(url, header, "secret-key");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("<Code>InvalidArgument</Code>");
    assertThat(sandbox.takeBreaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.key()).isEqualTo("sandbox.request.credentials");
              assertThat(breach.message()).contains(header);
              assertThat(breach.toString()).doesNotContain("secret-key", "Signature");
            });
    sandbox.close();
  }

  static List<String> reportsCredentialsSentToTheObjectStoreWithoutRepeatingThem() {
    return List.of("x-pd-api-key", "Authorization");
  }

  @Test
  void keepsKeysAndQueriesOfUrlsOutOfItsTexts() {
    BreachLog breaches = new BreachLog();
    ReceivedRequest request = presignRequest(Map.of("X-Pd-Api-Key", List.of("secret-key")));

    breaches.add(
        ContractBreach.Kind.REQUEST,
        request,
        "key",
        "\"http://h/secret-key?Signature=feed&x=%22\" is wrong",
        List.of());

    assertThat(breaches.list().get(0).message()).isEqualTo("\"http://h/***?***\" is wrong");
    assertThat(breaches.list().get(0).path()).isEqualTo(PATH);
    SecretScan.search("the sandbox", breaches.list() + " " + request);
    assertThat(request.toString()).doesNotContain("token");
    sandbox.close();
  }

  @Test
  void listsWhatArrivedAsItWasSentAndInOrder() {
    URI url = client.presign("d%73et", "ds");
    PlainClient.get(url, "Range", "bytes=0-0");

    assertThat(sandbox.requests())
        .extracting(ReceivedRequest::side, ReceivedRequest::method, ReceivedRequest::target)
        .containsExactly(
            tuple(ReceivedRequest.Side.API, "POST", PATH.replace("dset", "d%73et")),
            tuple(
                ReceivedRequest.Side.OBJECT_STORE, "GET", url.getRawPath() + "?" + url.getQuery()));
    assertThat(sandbox.requests().get(0).header("X-PD-API-KEY")).hasValue(sandbox.apiKey());
    assertThat(sandbox.requests().get(1).headers()).containsEntry("range", List.of("bytes=0-0"));
    sandbox.close();
  }

  @Test
  void tellsWhenARequestArrivedByItsOwnClock() {
    sandbox.advanceClock(Duration.ofDays(1));
    Instant before = sandbox.now();
    client.presign("dset", "ds");

    assertThat(sandbox.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.arrivedAt()).isBetween(before, sandbox.now()));
    sandbox.close();
  }

  private static ReceivedRequest presignRequest(Map<String, List<String>> headers) {
    return new ReceivedRequest(
        ReceivedRequest.Side.API, Instant.EPOCH, "POST", PATH + "?token=x", headers);
  }

  private static ApiAnswer answer(int status, String json) {
    return new ApiAnswer(
        status, Map.of("Content-Type", "application/json", "x-pd-trace-id", "t"), json);
  }

  private static Arguments breach(
      String what, UnaryOperator<HttpRequest.Builder> change, String key) {
    return arguments(what, change, key);
  }

  /** The same request, with only one of its headers left. */
  private static HttpRequest.Builder bare(HttpRequest.Builder request, String header) {
    HttpRequest right = request.build();
    return HttpRequest.newBuilder(right.uri())
        .header(header, right.headers().firstValue(header).orElseThrow())
        .POST(right.bodyPublisher().orElseThrow());
  }

  private static HttpRequest.Builder path(HttpRequest.Builder request, String path) {
    return request.uri(request.build().uri().resolve(path));
  }
}
