package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ContractResponses;
import io.github.powerdrilljava.sandbox.ContractViolationError;
import java.lang.reflect.Method;
import java.util.function.Consumer;
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

  private static final ContractDocument CONTRACT = ContractDocument.ofTheTests();
  private static final String POST = "#" + CONTRACT.presign();
  private static final String BODY = "/content/application~1json/schema";

  private static final ContractResponse SUCCESS =
      ContractResponses.of(
              CONTRACT.json(), "POST", "/v2/team/datasets/dset-1/datasources/ds-1/presign")
          .stream()
          .filter(ContractResponse::success)
          .findFirst()
          .orElseThrow();

  private final ScriptedServer server = new ScriptedServer();
  private final ContractWitness witness = new ContractWitness(CONTRACT);
  private final OkHttpClient http = witness.httpClient(server.baseUrl());

  @AfterEach
  void closeTheServer() {
    server.close();
  }

  @Test
  void acceptsWhatTheContractAllows() {
    server.answers(json(SUCCESS.body()).build());
    assertThatCode(() -> witness.judge(POST, this::presign)).doesNotThrowAnyException();
  }

  @Test
  void readsCompressedAnswers() throws Exception {
    Buffer gzip = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(gzip))) {
      sink.writeUtf8(SUCCESS.body());
    }
    server.answers(json("").addHeader("Content-Encoding", "gzip").body(gzip).build());
    assertThatCode(() -> witness.judge(POST, this::presign)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void namesTheClauseThatAnAnswerBreaks(String what, MockResponse answer, String clause) {
    server.answers(answer);
    assertThatThrownBy(() -> witness.judge(POST, this::presign))
        .isInstanceOf(ContractViolationError.class)
        .hasMessageContaining(
            "response of POST /api/v2/team/datasets/dset-1/datasources/ds-1/presign")
        .hasMessageContaining("violates " + clause + System.lineSeparator());
  }

  static Stream<Arguments> namesTheClauseThatAnAnswerBreaks() {
    String ok = CONTRACT.presign() + "/responses/200";
    return Stream.of(
        arguments(
            "no expires_at",
            json(changed(body -> ((ObjectNode) body.get("data")).remove("expires_at"))).build(),
            clause(ok + BODY + "/properties/data/required")),
        arguments(
            "a code that is text",
            json(changed(body -> body.put("code", "0"))).build(),
            clause(ok + BODY + "/properties/code/type")),
        arguments(
            "a page",
            json("<p>hello").setHeader("Content-Type", "text/html").build(),
            clause(ok + "/content")));
  }

  private static String changed(Consumer<ObjectNode> change) {
    try {
      ObjectNode body = (ObjectNode) new ObjectMapper().readTree(SUCCESS.body());
      change.accept(body);
      return body.toString();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String clause(String pointer) {
    return "#" + CONTRACT.resolved(pointer);
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
        .isInstanceOf(ContractViolationError.class)
        .hasMessageContaining("validation.request.security.missing")
        .hasMessageContaining(
            "violates " + clause(CONTRACT.presign() + "/requestBody" + BODY + "/required"));
  }

  @Test
  void tellsTheBreachBeforeTheFailureThatItLedTo() {
    server.answers(200, "{\"code\":0}");
    assertThatThrownBy(() -> witness.judge(POST, this::presign))
        .isInstanceOf(ContractViolationError.class)
        .extracting(violation -> violation.getSuppressed()[0])
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
  void everyContractTestIsAboutAClauseThatTheContractHas(Method test) {
    String clause = test.getAnnotation(ContractTest.Clause.class).value();
    assertThat(CONTRACT.at(clause.substring(1)).isMissingNode()).isFalse();
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
    MockResponse.Builder response = new MockResponse.Builder();
    SUCCESS.headers().forEach(response::addHeader);
    return response.body(body);
  }
}
