package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a presign request is refused with the service's status and code. */
class PresignRefusalTest {
  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @BeforeEach
  void putOneFile() throws IOException {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("größe 1.csv"), "a;b\n"));
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesWithTheServicesStatusAndCode(
      String what, UnaryOperator<HttpRequest.Builder> change, int status, int code, String msg) {
    HttpResponse<String> response =
        PlainClient.send(change.apply(client.presignRequest("dset", "ds")));
    sandbox.takeViolations();

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("x-pd-trace-id")).isPresent();
    JsonNode body = PlainClient.json(response);
    assertThat(body.at("/code").intValue()).isEqualTo(code);
    assertThat(body.at("/msg").textValue()).contains(msg);
    assertThat(body.has("data")).isFalse();
  }

  static Stream<Arguments> refusesWithTheServicesStatusAndCode() {
    return Stream.of(
        refusal("no key", key(), 403, 1003, "insufficient.authentication"),
        refusal("blank key", key(" "), 403, 1003, "insufficient.authentication"),
        refusal("wrong key", key("other"), 403, 1004, ""),
        refusal("no key and a bad body", key().andThen(body("{"))::apply, 403, 1003, ""),
        refusal("no body", request -> request.POST(noBody()), 400, 300001, "body"),
        refusal("half a body", body("{\"user_id\":"), 400, 300001, "body"),
        refusal("more after the body", body(USER + "} x"), 400, 300001, "body"),
        refusal("an array", body("[]"), 400, 300001, "body"),
        refusal("no user", body("{}"), 400, 300001, "user_id"),
        refusal("null user", body("{\"user_id\":null}"), 400, 300001, "user_id"),
        refusal("empty user", body("{\"user_id\":\"\"}"), 400, 300001, "user_id"),
        refusal("blank user", body("{\"user_id\":\" \\t\"}"), 400, 300001, "user_id"),
        refusal("number as user", body("{\"user_id\":7}"), 400, 300001, "user_id"),
        refusal("59 s", expiresIn("59"), 400, 300001, "expires_in"),
        refusal("-60 s", expiresIn("-60"), 400, 300001, "expires_in"),
        refusal("60.5 s", expiresIn("60.5"), 400, 300001, "expires_in"),
        refusal("2^31 s", expiresIn("2147483648"), 400, 300001, "expires_in"),
        refusal("2^80 s", expiresIn("1208925819614629174706176"), 400, 300001, "expires_in"),
        refusal("text as seconds", expiresIn("\"60\""), 400, 300001, "expires_in"),
        refusal("null as seconds", expiresIn("null"), 400, 300001, "expires_in"),
        refusal("long trace id", traceId(129), 400, 300001, "x-pd-external-trace-id"),
        refusal("unknown user", body("{\"user_id\":\"tmm-other\"}"), 200, 300002, "user_id"),
        refusal("unknown dataset", path("/other/datasources/ds"), 200, 300003, "dataset_id"),
        refusal("unknown source", path("/dset/datasources/x"), 200, 300003, "datasource_id"),
        refusal("unknown route", path("/dset/sources/ds"), 404, 300003, "operation"),
        refusal("empty id", path("//datasources/ds"), 404, 300003, "operation"),
        refusal("a segment more", path("/dset/datasources/ds/presign"), 404, 300003, ""),
        refusal("GET", request -> request.method("GET", noBody()), 405, 300001, "method"),
        refusal("PURGE", request -> request.method("PURGE", noBody()), 405, 300001, "method"));
  }

  @Test
  void servesAHeadRequestWithoutABody() {
    HttpResponse<String> response =
        PlainClient.send(client.presignRequest("dset", "ds").method("HEAD", noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.body()).isEmpty();
    assertThat(sandbox.takeViolations()).hasSize(1);
  }

  private static final String USER = "{\"user_id\":\"tmm-sandbox\"";

  private static Arguments refusal(
      String what, UnaryOperator<HttpRequest.Builder> change, int status, int code, String msg) {
    return arguments(what, change, status, code, msg);
  }

  private static UnaryOperator<HttpRequest.Builder> body(String json) {
    return request -> request.POST(ofString(json));
  }

  private static UnaryOperator<HttpRequest.Builder> expiresIn(String value) {
    return body(USER + ",\"expires_in\":" + value + "}");
  }

  private static UnaryOperator<HttpRequest.Builder> traceId(int length) {
    return request -> request.header("x-pd-external-trace-id", "t".repeat(length));
  }

  private static UnaryOperator<HttpRequest.Builder> key(String... key) {
    return request -> {
      HttpRequest right = request.build();
      HttpRequest.Builder other =
          HttpRequest.newBuilder(right.uri())
              .header("Content-Type", "application/json")
              .POST(right.bodyPublisher().orElseThrow());
      return key.length == 0 ? other : other.header("x-pd-api-key", key[0]);
    };
  }

  private static UnaryOperator<HttpRequest.Builder> path(String ids) {
    return request -> {
      String base = request.build().uri().toString().replaceAll("/dset/.*", "");
      return request.uri(URI.create(base + ids + "/presign"));
    };
  }
}
