package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.TestContract.PATH;
import static io.github.powerdrilljava.sandbox.TestContract.PATH_ITEM;
import static io.github.powerdrilljava.sandbox.TestContract.POST;
import static io.github.powerdrilljava.sandbox.TestContract.presignRequest;
import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A request that breaks the contract is found, by the clause that it breaks, and no other. */
class RequestViolationTest {
  private static final String SENT_SCHEMA = "#/components/schemas/Wish";

  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @BeforeEach
  void putOneFile(@TempDir Path directory) throws IOException {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheViolationInARequest(
      String what, UnaryOperator<HttpRequest.Builder> change, String key, String clause)
      throws IOException {
    PlainClient.send(change.apply(client.presignRequest("dset", "ds")));

    assertThat(sandbox.takeViolations())
        .extracting(ContractViolation::key, ContractViolation::clause)
        .containsExactly(tuple(key, clause));
    TestContract.assertHas(clause);
    sandbox.close();
  }

  static Stream<Arguments> findsTheViolationInARequest() {
    return Stream.of(
        violation(
            "no key",
            r -> bare(r, "Content-Type"),
            "validation.request.security.missing",
            POST + "/security"),
        violation(
            "a body of no type",
            r -> bare(r, "x-pd-api-key"),
            "validation.request.contentType.notAllowed",
            POST + "/requestBody/content"),
        violation(
            "a body of another type",
            r -> r.setHeader("Content-Type", "text/plain"),
            "validation.request.contentType.notAllowed",
            POST + "/requestBody/content"),
        violation(
            "no body",
            r -> r.POST(noBody()),
            "validation.request.body.missing",
            POST + "/requestBody/required"),
        violation(
            "half a body",
            r -> r.POST(ofString("{\"user_id\"")),
            "validation.request.body.schema.invalidJson",
            POST + "/requestBody/content/application~1json/schema"),
        violation(
            "59 s",
            r -> r.POST(ofString("{\"user_id\":\"tmm-sandbox\",\"expires_in\":59}")),
            "validation.request.body.schema.minimum",
            SENT_SCHEMA + "/properties/expires_in/minimum"),
        violation(
            "a long trace id",
            r -> r.header("x-pd-external-trace-id", "t".repeat(129)),
            "validation.request.parameter.schema.maxLength",
            "#/components/schemas/TraceId/maxLength"),
        violation(
            "a body of a malformed type",
            r -> r.setHeader("Content-Type", "json"),
            "validation.request.contentType.invalid",
            POST + "/requestBody/content"),
        violation(
            "nothing that is answered is accepted",
            r -> r.setHeader("Accept", "text/html"),
            "validation.request.accept.notAllowed",
            POST + "/responses"),
        violation(
            "PUT",
            r -> r.method("PUT", noBody()),
            "validation.request.operation.notAllowed",
            PATH_ITEM),
        violation(
            "another operation", r -> r.GET(), "sandbox.request.notServed", PATH_ITEM + "/get"),
        violation(
            "another path",
            r -> path(r, "/api/v2/team/trees/oak").GET(),
            "sandbox.request.notServed",
            "#/paths/~1v2~1team~1trees~1{tree}/get"),
        violation(
            "a long name in a folder of a folder",
            r ->
                r.POST(
                    ofString(
                        "{\"user_id\":\"tmm-sandbox\",\"folder\":{\"name\":\"a\",\"folders\":[{\"name\":\"long\"}]}}")),
            "validation.request.body.schema.maxLength",
            "#/components/schemas/Folder/properties/name/maxLength"),
        violation("PURGE", r -> r.method("PURGE", noBody()), "sandbox.request.unknown", PATH_ITEM),
        violation(
            "unknown path",
            r -> path(r, "/api/v2/x"),
            "validation.request.path.missing",
            "#/paths"),
        violation(
            "slash too many",
            r -> path(r, PATH + "/"),
            "validation.request.path.missing",
            "#/paths"),
        violation(
            "no base path",
            r -> path(r, PATH.substring(4)),
            "sandbox.request.unknown",
            "#/servers"),
        violation(
            "an empty id",
            r -> path(r, PATH.replace("dset", "")),
            "validation.request.parameter.missing",
            POST + "/parameters/2/required"));
  }

  @Test
  void findsAFieldAndAParameterThatTheContractDoesNotAllow() {
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

    assertThat(strict.violations())
        .extracting(ContractViolation::key, ContractViolation::clause)
        .containsExactly(
            tuple(
                "validation.request.body.schema.additionalProperties",
                SENT_SCHEMA + "/additionalProperties"),
            tuple("validation.request.parameter.query.unexpected", POST + "/parameters"));
    sandbox.close();
  }

  @Test
  void knowsNoPathOfAContractWithoutTheOperation() {
    ContractCheck other = new ContractCheck("{\"openapi\":\"3.0.3\",\"paths\":{}}");

    other.checkRequest(presignRequest(Map.of()), new byte[0]);

    assertThat(other.violations())
        .extracting(ContractViolation::key, ContractViolation::clause)
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
  void findsNoViolationInWhatTheContractAllows(String header) {
    String[] nameAndValue = header.split(": ", 2);

    PlainClient.send(
        client.presignRequest("dset", "ds").setHeader(nameAndValue[0], nameAndValue[1]));

    assertThat(sandbox.violations()).isEmpty();
    sandbox.close();
  }

  private static Arguments violation(
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
