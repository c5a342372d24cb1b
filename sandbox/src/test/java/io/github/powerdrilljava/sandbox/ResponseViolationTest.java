package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.TestContract.POST;
import static io.github.powerdrilljava.sandbox.TestContract.presignRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A response that breaks the contract is found, by the clause that it breaks. */
class ResponseViolationTest {

  private static final String OK = POST + "/responses/200";
  private static final String OK_SCHEMA = "#/components/schemas/Envelope";
  private static final String DATA_SCHEMA = "#/components/schemas/Link";
  private static final String REFUSED = POST + "/responses/4XX";
  private static final String FAILURE = POST + "/responses/default";
  private static final String FAILURE_SCHEMA = "#/components/schemas/Refusal";

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheViolationInAResponse(String what, ApiResponse response, String key, String clause) {
    ViolationLog violations = new ViolationLog();

    new ContractCheck(TestContract.CONTRACT, violations)
        .checkResponse(presignRequest(Map.of()), response);

    assertThat(violations.list())
        .extracting(ContractViolation::kind, ContractViolation::key, ContractViolation::clause)
        .containsExactly(tuple(ContractViolation.Kind.RESPONSE, key, clause));
    TestContract.assertHas(clause);
  }

  static Stream<Arguments> findsTheViolationInAResponse() {
    String url = "\"presigned_url\":\"http://h/p?q\"";
    String time = "\"expires_at\":\"2024-11-13T14:15:22.123Z\"";
    String body = "validation.response.body.schema.";
    return Stream.of(
        arguments(
            "no url",
            response(200, "{\"code\":0,\"data\":{" + time + "}}"),
            body + "required",
            DATA_SCHEMA + "/required"),
        arguments(
            "no time",
            response(200, "{\"code\":0,\"data\":{" + url + "}}"),
            body + "required",
            DATA_SCHEMA + "/required"),
        arguments(
            "no real time",
            response(200, "{\"code\":0,\"data\":{" + url + ",\"expires_at\":\"soon\"}}"),
            body + "format.date-time",
            DATA_SCHEMA + "/properties/expires_at/format"),
        arguments(
            "data that is a list",
            response(200, "{\"code\":0,\"data\":[]}"),
            body + "type",
            DATA_SCHEMA + "/type"),
        arguments(
            "success without data",
            response(200, "{\"code\":0}"),
            body + "anyOf",
            OK_SCHEMA + "/anyOf"),
        arguments(
            "failure without msg",
            response(200, "{\"code\":300003}"),
            body + "anyOf",
            OK_SCHEMA + "/anyOf"),
        arguments(
            "no JSON",
            response(200, "oops"),
            body + "invalidJson",
            OK + "/content/application~1json/schema"),
        arguments(
            "no body", response(200, ""), "validation.response.body.missing", OK + "/content"),
        arguments(
            "error without msg",
            response(400, "{\"code\":300001}"),
            body + "required",
            FAILURE_SCHEMA + "/required"),
        arguments(
            "error with a code that is text",
            response(400, "{\"code\":\"300001\",\"msg\":\"no\"}"),
            body + "type",
            FAILURE_SCHEMA + "/properties/code/type"),
        arguments(
            "error as a page",
            new ApiResponse(
                502, Map.of("Content-Type", "text/html", "x-pd-trace-id", "t"), "<p>Bad gateway"),
            "validation.response.contentType.notAllowed",
            FAILURE + "/content"),
        arguments(
            "refusal as a page",
            new ApiResponse(
                404, Map.of("Content-Type", "text/html", "x-pd-trace-id", "t"), "<p>Not found"),
            "validation.response.contentType.notAllowed",
            REFUSED + "/content"),
        arguments(
            "error of no type",
            new ApiResponse(502, Map.of("x-pd-trace-id", "t"), "Bad gateway"),
            "validation.response.contentType.notAllowed",
            FAILURE + "/content"),
        arguments(
            "no trace id",
            new ApiResponse(
                500,
                Map.of("Content-Type", "application/json"),
                "{\"code\":9999,\"msg\":\"internal error\"}"),
            "validation.response.header.missing",
            FAILURE + "/headers/x-pd-trace-id/required"));
  }

  private static ApiResponse response(int status, String json) {
    return new ApiResponse(
        status, Map.of("Content-Type", "application/json", "x-pd-trace-id", "t"), json);
  }
}
