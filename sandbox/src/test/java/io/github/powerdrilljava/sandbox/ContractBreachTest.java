package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
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
  private static final String PATH_ITEM =
      "#/paths/~1v2~1team~1datasets~1{dataset}~1datasources~1{source}~1presign";
  private static final String POST = PATH_ITEM + "/post";
  private static final String SENT_SCHEMA = "#/components/schemas/Wish";
  private static final String OK = POST + "/responses/200";
  private static final String OK_SCHEMA = "#/components/schemas/Envelope";
  private static final String DATA_SCHEMA = "#/components/schemas/Link";
  private static final String REFUSED = POST + "/responses/4XX";
  private static final String FAILURE = POST + "/responses/default";
  private static final String FAILURE_SCHEMA = "#/components/schemas/Refusal";
  private static final String PATH = "/api/v2/team/datasets/dset/datasources/ds/presign";

  private final PowerdrillSandbox sandbox = TestContract.start();
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
        .hasMessageContaining("breaks " + SENT_SCHEMA + "/properties/user_id/type")
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
              assertThat(breach.clause()).isEqualTo(SENT_SCHEMA + "/required");
              assertThat(breach.message()).contains("user_id");
            });
    assertThat(sandbox.takeBreaches()).isEmpty();
    sandbox.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheBreachInARequest(
      String what, UnaryOperator<HttpRequest.Builder> change, String key, String clause)
      throws IOException {
    PlainClient.send(change.apply(client.presignRequest("dset", "ds")));

    assertThat(sandbox.takeBreaches())
        .extracting(ContractBreach::key, ContractBreach::clause)
        .containsExactly(tuple(key, clause));
    assertThatTheContractHas(clause);
    sandbox.close();
  }

  static Stream<Arguments> findsTheBreachInARequest() {
    return Stream.of(
        breach(
            "no key",
            r -> bare(r, "Content-Type"),
            "validation.request.security.missing",
            POST + "/security"),
        breach(
            "a body of no type",
            r -> bare(r, "x-pd-api-key"),
            "validation.request.contentType.notAllowed",
            POST + "/requestBody/content"),
        breach(
            "a body of another type",
            r -> r.setHeader("Content-Type", "text/plain"),
            "validation.request.contentType.notAllowed",
            POST + "/requestBody/content"),
        breach(
            "no body",
            r -> r.POST(noBody()),
            "validation.request.body.missing",
            POST + "/requestBody/required"),
        breach(
            "half a body",
            r -> r.POST(ofString("{\"user_id\"")),
            "validation.request.body.schema.invalidJson",
            POST + "/requestBody/content/application~1json/schema"),
        breach(
            "59 s",
            r -> r.POST(ofString("{\"user_id\":\"tmm-sandbox\",\"expires_in\":59}")),
            "validation.request.body.schema.minimum",
            SENT_SCHEMA + "/properties/expires_in/minimum"),
        breach(
            "a long trace id",
            r -> r.header("x-pd-external-trace-id", "t".repeat(129)),
            "validation.request.parameter.schema.maxLength",
            "#/components/schemas/TraceId/maxLength"),
        breach(
            "a body of a malformed type",
            r -> r.setHeader("Content-Type", "json"),
            "validation.request.contentType.invalid",
            POST + "/requestBody/content"),
        breach(
            "nothing that is answered is accepted",
            r -> r.setHeader("Accept", "text/html"),
            "validation.request.accept.notAllowed",
            POST + "/responses"),
        breach(
            "PUT",
            r -> r.method("PUT", noBody()),
            "validation.request.operation.notAllowed",
            PATH_ITEM),
        breach("another operation", r -> r.GET(), "sandbox.request.notServed", PATH_ITEM + "/get"),
        breach(
            "another path",
            r -> path(r, "/api/v2/team/trees/oak").GET(),
            "sandbox.request.notServed",
            "#/paths/~1v2~1team~1trees~1{tree}/get"),
        breach(
            "a long name in a folder of a folder",
            r ->
                r.POST(
                    ofString(
                        "{\"user_id\":\"tmm-sandbox\",\"folder\":{\"name\":\"a\",\"folders\":[{\"name\":\"long\"}]}}")),
            "validation.request.body.schema.maxLength",
            "#/components/schemas/Folder/properties/name/maxLength"),
        breach("PURGE", r -> r.method("PURGE", noBody()), "sandbox.request.unknown", PATH_ITEM),
        breach(
            "unknown path",
            r -> path(r, "/api/v2/x"),
            "validation.request.path.missing",
            "#/paths"),
        breach(
            "slash too many",
            r -> path(r, PATH + "/"),
            "validation.request.path.missing",
            "#/paths"),
        breach(
            "no base path",
            r -> path(r, PATH.substring(4)),
            "sandbox.request.unknown",
            "#/servers"),
        breach(
            "an empty id",
            r -> path(r, PATH.replace("dset", "")),
            "validation.request.parameter.missing",
            POST + "/parameters/2/required"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheBreachInAnAnswer(String what, ApiAnswer answer, String key, String clause)
      throws IOException {
    BreachLog breaches = new BreachLog();

    new ContractCheck(TestContract.CONTRACT, breaches)
        .checkAnswer(presignRequest(Map.of()), answer);

    assertThat(breaches.list())
        .extracting(ContractBreach::kind, ContractBreach::key, ContractBreach::clause)
        .containsExactly(tuple(ContractBreach.Kind.ANSWER, key, clause));
    assertThatTheContractHas(clause);
    sandbox.close();
  }

  static Stream<Arguments> findsTheBreachInAnAnswer() {
    String url = "\"presigned_url\":\"http://h/p?q\"";
    String time = "\"expires_at\":\"2024-11-13T14:15:22.123Z\"";
    String body = "validation.response.body.schema.";
    return Stream.of(
        arguments(
            "no url",
            answer(200, "{\"code\":0,\"data\":{" + time + "}}"),
            body + "required",
            DATA_SCHEMA + "/required"),
        arguments(
            "no time",
            answer(200, "{\"code\":0,\"data\":{" + url + "}}"),
            body + "required",
            DATA_SCHEMA + "/required"),
        arguments(
            "no real time",
            answer(200, "{\"code\":0,\"data\":{" + url + ",\"expires_at\":\"soon\"}}"),
            body + "format.date-time",
            DATA_SCHEMA + "/properties/expires_at/format"),
        arguments(
            "data that is a list",
            answer(200, "{\"code\":0,\"data\":[]}"),
            body + "type",
            DATA_SCHEMA + "/type"),
        arguments(
            "success without data",
            answer(200, "{\"code\":0}"),
            body + "anyOf",
            OK_SCHEMA + "/anyOf"),
        arguments(
            "failure without msg",
            answer(200, "{\"code\":300003}"),
            body + "anyOf",
            OK_SCHEMA + "/anyOf"),
        arguments(
            "no JSON",
            answer(200, "oops"),
            body + "invalidJson",
            OK + "/content/application~1json/schema"),
        arguments("no body", answer(200, ""), "validation.response.body.missing", OK + "/content"),
        arguments(
            "error without msg",
            answer(400, "{\"code\":300001}"),
            body + "required",
            FAILURE_SCHEMA + "/required"),
        arguments(
            "error with a code that is text",
            answer(400, "{\"code\":\"300001\",\"msg\":\"no\"}"),
            body + "type",
            FAILURE_SCHEMA + "/properties/code/type"),
        arguments(
            "error as a page",
            new ApiAnswer(
                502, Map.of("Content-Type", "text/html", "x-pd-trace-id", "t"), "<p>Bad gateway"),
            "validation.response.contentType.notAllowed",
            FAILURE + "/content"),
        arguments(
            "refusal as a page",
            new ApiAnswer(
                404, Map.of("Content-Type", "text/html", "x-pd-trace-id", "t"), "<p>Not found"),
            "validation.response.contentType.notAllowed",
            REFUSED + "/content"),
        arguments(
            "error of no type",
            new ApiAnswer(502, Map.of("x-pd-trace-id", "t"), "Bad gateway"),
            "validation.response.contentType.notAllowed",
            FAILURE + "/content"),
        arguments(
            "no trace id",
            new ApiAnswer(
                500,
                Map.of("Content-Type", "application/json"),
                "{\"code\":9999,\"msg\":\"internal error\"}"),
            "validation.response.header.missing",
            FAILURE + "/headers/x-pd-trace-id/required"));
  }

  @Test
  void findsAFieldThatTheContractDoesNotAllow() {
    String json =
        TestContract.json("contract.json")
            .replace(
                "\"required\": [\"user_id\"]",
                "\"required\": [\"user_id\"], \"additionalProperties\": false");
    ContractCheck strict = new ContractCheck(json);

    strict.checkRequest(
        presignRequest(
            Map.of("X-Pd-Api-Key", List.of("k"), "Content-Type", List.of("application/json"))),
        "{\"user_id\":\"u\",\"other\":1}".getBytes(UTF_8));

    assertThat(strict.breaches())
        .extracting(ContractBreach::key, ContractBreach::clause)
        .containsExactly(
            tuple(
                "validation.request.body.schema.additionalProperties",
                SENT_SCHEMA + "/additionalProperties"));
    sandbox.close();
  }

  @Test
  void knowsNoPathOfAContractWithoutTheOperation() {
    ContractCheck other = new ContractCheck("{\"openapi\":\"3.0.3\",\"paths\":{}}");

    other.checkRequest(presignRequest(Map.of()), new byte[0]);

    assertThat(other.breaches())
        .extracting(ContractBreach::key, ContractBreach::clause)
        .containsExactly(tuple("validation.request.path.missing", "#/paths"));
    sandbox.close();
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
              assertThat(breach.clause()).isEqualTo("#/components/securitySchemes/key");
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
        "#",
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

  private static void assertThatTheContractHas(String clause) {
    assertThat(TestContract.CONTRACT.document().at(clause.substring(1)).isMissingNode())
        .as(clause)
        .isFalse();
  }

  private static Arguments breach(
      String what, UnaryOperator<HttpRequest.Builder> change, String key, String clause) {
    return arguments(what, change, key, clause);
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
