package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that break the contract, and some that only look as if they did. */
class MalformedAnswerTest extends ScriptedTest {

  private static final String HEALTHY =
      ContractResponses.presigned("https://x.example", "2024-11-13T14:15:22Z");

  private static final String HEALTHY_DATA = without("").get("data").toString();

  private static final PresignRequest REQUEST = PresignRequest.of("dset-1", "ds-1");

  private UnexpectedResponseException failure() {
    return catchThrowableOfType(
        UnexpectedResponseException.class, () -> client.dataSources().presign(REQUEST));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("", "$", "is empty"),
        arguments("<!doctype html><title>Sign in</title>", "$", "is not JSON"),
        arguments("null", "$", "Expected BEGIN_OBJECT but was NULL"),
        arguments("[]", "$", "Expected BEGIN_OBJECT but was BEGIN_ARRAY"),
        arguments("{", "$", "ends too early"),
        arguments("{\"code\":0,\"data\":" + HEALTHY_DATA, "$", "ends too early"),
        arguments("{\"code\":0,\"data\":" + HEALTHY_DATA + "}}", "$", "is not JSON"),
        arguments("{}", "$.code", "is required but missing or null"),
        arguments(
            "{\"code\":null,\"data\":" + HEALTHY_DATA + "}",
            "$.code",
            "is required but missing or null"),
        arguments(
            "{\"code\":\"0\",\"data\":" + HEALTHY_DATA + "}",
            "$.code",
            "expected a number but was a string"),
        arguments("{\"code\":1e99}", "$.code", "cannot be read: 1e99"),
        arguments("{\"code\":0.5}", "$.code", "cannot be read: 0.5"),
        arguments(
            "{\"code\":" + "9".repeat(1_000_000) + "}",
            "$.code",
            "is a number of 1000000 characters"),
        arguments(withData(null), "$.data", "is required but missing or null"),
        arguments(withData(NullNode.instance), "$.data", "is required but missing or null"),
        arguments(
            "{\"code\":0,\"data\":[]}", "$.data", "Expected BEGIN_OBJECT but was BEGIN_ARRAY"),
        arguments(
            without("presigned_url").toString(),
            "$.data.presigned_url",
            "is required but missing or null"),
        arguments(
            with("presigned_url", NullNode.instance),
            "$.data.presigned_url",
            "is required but missing or null"),
        arguments(
            with("presigned_url", IntNode.valueOf(7)),
            "$.data.presigned_url",
            "expected a string but was a number"),
        arguments(
            without("expires_at").toString(),
            "$.data.expires_at",
            "is required but missing or null"),
        arguments(
            with("expires_at", IntNode.valueOf(1731507322)),
            "$.data.expires_at",
            "expected a string but was a number"),
        arguments(
            with("expires_at", TextNode.valueOf("tomorrow")),
            "$.data.expires_at",
            "cannot be read: tomorrow"),
        arguments(with("expires_at", TextNode.valueOf("")), "$.data.expires_at", "is empty."));
  }

  /** A healthy body whose data lacks a field. */
  private static ObjectNode without(String field) {
    try {
      ObjectNode body = (ObjectNode) new ObjectMapper().readTree(HEALTHY);
      ((ObjectNode) body.get("data")).remove(field);
      return body;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A healthy body with other data, or none. */
  private static String withData(@Nullable JsonNode data) {
    ObjectNode body = without("");
    body.remove("data");
    return (data == null ? body : body.set("data", data)).toString();
  }

  /** A healthy body with another value in its data. */
  private static String with(String field, JsonNode value) {
    ObjectNode body = without(field);
    ((ObjectNode) body.get("data")).set(field, value);
    return body.toString();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void namesWhatBreaksTheContractAndWhere(String body, String path, String reason) {
    server.answers(200, body);
    UnexpectedResponseException failure = failure();
    assertThat(failure.path()).isEqualTo(path);
    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.traceId()).isEqualTo("trace-42");
    assertThat(failure.externalTraceId()).isNotBlank();
    assertThat(failure)
        .hasMessageStartingWith(
            "Could not presign data source \"ds-1\" of dataset \"dset-1\": the response ")
        .hasMessageContaining(path + " " + reason)
        .hasMessageContaining("HTTP 200");
  }

  @Test
  void showsTheBeginningOfTheBodyOnOneLine() {
    server.answers(200, "<html>\r\n  <title>Proxy</title>\n" + "x".repeat(1000));
    assertThat(failure().excerpt())
        .startsWith("<html>   <title>Proxy</title> xxx")
        .hasSize(200)
        .endsWith("x…");
  }

  @Test
  void hasNothingToShowOfAnEmptyBody() {
    server.answers(200, "");
    assertThat(failure()).hasMessageContaining("It came with HTTP 200. Does the base URL lead to");
  }

  @Test
  void showsNamesThatTheServiceChoseOnOneLineAndWithoutQueries() {
    server.answers(200, "{\"a\\nb?c=d\":" + "[".repeat(300));
    UnexpectedResponseException failure = failure();
    assertThat(failure.path()).isEqualTo("$.a b?…");
    assertThat(failure).hasMessageContaining("contract, $.a b?… Nesting too deep. It came");
  }

  @Test
  void givesUpOnTenMegabytesOfGarbage() {
    server.answers(200, "{\"code\":0,\"data\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");
    assertThat(failure()).hasMessageContaining("$ is longer than 4194304 bytes");
  }

  @Test
  void givesUpOnAGzipBomb() throws Exception {
    Buffer bomb = new Buffer();
    try (var gzip = Okio.buffer(new GzipSink(bomb))) {
      for (int i = 0; i < 64; i++) {
        gzip.writeUtf8(" ".repeat(1024 * 1024));
      }
    }
    server.answers(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(bomb).build());
    assertThat(failure()).hasMessageContaining("$ is longer than 4194304 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 399})
  void takesNoRedirectForASuccess(int status) {
    server.answers(status, ScriptedServer.SUCCESS);
    assertThat(failure()).hasMessageContaining("$ is a redirect, which is not followed");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 299})
  void takesAnyStatusOfSuccessForASuccess(int status) {
    server.answers(status, ScriptedServer.SUCCESS);
    assertThat(client.dataSources().presignWithResponse(REQUEST).status()).isEqualTo(status);
  }

  @Test
  void doesNotFollowARedirectAndNamesItsHostOnly() {
    server.answers(
        new MockResponse.Builder()
            .code(307)
            .addHeader("Location", "https://elsewhere.example/login?token=s3cr3t")
            .build());
    assertThat(failure())
        .hasMessageContaining("is a redirect to elsewhere.example, which is not followed")
        .hasMessageNotContaining("s3cr3t");
    assertThat(server.requestCount()).isEqualTo(1);
  }

  @Test
  void anAnswerThatBreaksOffIsAConnectionFailure() {
    server.answers(
        new MockResponse.Builder()
            .body(ScriptedServer.SUCCESS)
            .onResponseBody(new mockwebserver3.SocketEffect.CloseSocket())
            .build());
    assertThatExceptionOfType(PowerdrillConnectionException.class)
        .isThrownBy(() -> client.dataSources().presign("dset-1", "ds-1"));
  }

  static List<String> readsHarmlessVariants() {
    String fields = HEALTHY.substring(1);
    return List.of(
        "{\"new\":[{\"a\":1}],\"\":null," + fields,
        "\uFEFF" + HEALTHY,
        "\n " + backwards(without("")) + "\n",
        HEALTHY.replace("\"code\":0", "\"code\":0.0"));
  }

  private static ObjectNode backwards(ObjectNode body) {
    ObjectNode backwards = body.objectNode();
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    Collections.reverse(names);
    names.forEach(name -> backwards.set(name, body.get(name)));
    return backwards;
  }

  @ParameterizedTest
  @MethodSource
  void readsHarmlessVariants(String body) {
    server.answers(200, body);
    assertThat(client.dataSources().presign("dset-1", "ds-1"))
        .isEqualTo(new PresignedUrl("https://x.example", Instant.parse("2024-11-13T14:15:22Z")));
  }
}
