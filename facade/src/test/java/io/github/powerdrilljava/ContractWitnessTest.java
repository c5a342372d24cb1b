package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.powerdrilljava.sandbox.ContractBreachError;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether the contract tests, against a server that is none of ours, see what breaks the contract.
 */
class ContractWitnessTest {

  private static final String POST =
      "#/paths/~1v2~1team~1datasets~1{dataset_id}~1datasources~1{datasource_id}~1presign/post";
  private static final String SCHEMA = POST + "/responses/200/content/application~1json/schema";

  private final ScriptedServer server = new ScriptedServer();
  private final ContractWitness witness = new ContractWitness();
  private final OkHttpClient http = witness.httpClient(server.baseUrl());

  @AfterEach
  void closeTheServer() {
    server.close();
  }

  @Test
  void acceptsWhatTheContractAllows() {
    server.answers(200, ScriptedServer.SUCCESS);
    assertThatCode(() -> witness.judge(POST, this::presign)).doesNotThrowAnyException();
  }

  @Test
  void readsCompressedAnswers() throws Exception {
    Buffer gzip = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(gzip))) {
      sink.writeUtf8(ScriptedServer.SUCCESS);
    }
    server.answers(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .addHeader("Content-Encoding", "gzip")
            .addHeader("x-pd-trace-id", "trace-42")
            .body(gzip)
            .build());
    assertThatCode(() -> witness.judge(POST, this::presign)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void namesTheClauseThatAnAnswerBreaks(String what, MockResponse answer, String clause) {
    server.answers(answer);
    assertThatThrownBy(() -> witness.judge(POST, this::presign))
        .isInstanceOf(ContractBreachError.class)
        .hasMessageContaining(
            "answer of POST /api/v2/team/datasets/dset-1/datasources/ds-1/presign")
        .hasMessageContaining("breaks " + clause + System.lineSeparator());
  }

  static Stream<Arguments> namesTheClauseThatAnAnswerBreaks() {
    String time = ",\"expires_at\":\"2024-11-13T14:15:22.123Z\"";
    return Stream.of(
        arguments(
            "no expires_at",
            json(ScriptedServer.SUCCESS.replace(time, "")).build(),
            SCHEMA + "/properties/data/required"),
        arguments(
            "a code that is text",
            json(ScriptedServer.SUCCESS.replace("\"code\":0", "\"code\":\"0\"")).build(),
            SCHEMA + "/properties/code/type"),
        arguments(
            "no trace id",
            json(ScriptedServer.SUCCESS).removeHeader("x-pd-trace-id").build(),
            POST + "/responses/200/headers/x-pd-trace-id/required"),
        arguments(
            "a page",
            json("<p>hello").setHeader("Content-Type", "text/html").build(),
            POST + "/responses/200/content"));
  }

  @Test
  void namesTheClauseThatARequestBreaks() {
    server.answers(200, ScriptedServer.SUCCESS);
    Request request =
        new Request.Builder()
            .url(server.baseUrl() + "/v2/team/datasets/d/datasources/s/presign")
            .post(RequestBody.create("{}", MediaType.get("application/json")))
            .build();
    assertThatThrownBy(() -> witness.judge(POST, () -> http.newCall(request).execute().close()))
        .isInstanceOf(ContractBreachError.class)
        .hasMessageContaining("breaks " + POST + "/security")
        .hasMessageContaining(
            "breaks " + POST + "/requestBody/content/application~1json/schema/required");
  }

  @Test
  void tellsTheBreachBeforeTheFailureThatItLedTo() {
    server.answers(200, "{\"code\":0}");
    assertThatThrownBy(() -> witness.judge(POST, this::presign))
        .isInstanceOf(ContractBreachError.class)
        .extracting(breach -> breach.getSuppressed()[0])
        .isInstanceOf(UnexpectedResponseException.class);
  }

  @Test
  void namesTheClauseThatAFailedTestIsAbout() {
    AssertionError failure = new AssertionError("no");
    assertThatThrownBy(
            () ->
                witness.judge(
                    POST,
                    () -> {
                      throw failure;
                    }))
        .hasMessage("The test of the contract's clause " + POST + " failed: " + failure)
        .hasCause(failure);
  }

  @ParameterizedTest
  @MethodSource
  void everyContractTestIsAboutAClauseThatTheContractHas(Method test) throws Exception {
    try (InputStream yaml = getClass().getResourceAsStream("/powerdrill.yaml")) {
      String clause = test.getAnnotation(ContractTest.Clause.class).value();
      assertThat(new YAMLMapper().readTree(yaml).at(clause.substring(1)).isMissingNode()).isFalse();
    }
  }

  static Stream<Method> everyContractTestIsAboutAClauseThatTheContractHas() {
    return Stream.of(ContractTest.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class));
  }

  private void presign() {
    try (PowerdrillClient client = server.clientBuilder().httpClient(http).build()) {
      client.dataSources().presign("dset-1", "ds-1");
    }
  }

  private static MockResponse.Builder json(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .addHeader("x-pd-trace-id", "trace-42")
        .body(body);
  }
}
