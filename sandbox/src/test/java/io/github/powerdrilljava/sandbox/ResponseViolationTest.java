package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.TestContract.POST;
import static io.github.powerdrilljava.sandbox.TestContract.presignRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheClauseHoweverTheResponseIsDocumented(
      String what, String documented, String body, String key, String clause) {
    ObjectNode contract = (ObjectNode) Contract.parse(TestContract.json("contract.json"));
    ((ObjectNode) contract.at(OK.substring(1))).setAll((ObjectNode) Contract.parse(documented));
    ContractCheck check = new ContractCheck(contract.toString());

    check.checkResponse(presignRequest(Map.of()), response(200, body));

    assertThat(check.violations())
        .extracting(ContractViolation::key, ContractViolation::clause)
        .containsExactly(tuple(key, OK + clause));
  }

  static Stream<Arguments> findsTheClauseHoweverTheResponseIsDocumented() {
    String code = "{\"schema\":{\"properties\":{\"code\":{\"type\":\"integer\"}}}}";
    String schema = "validation.response.body.schema.";
    return Stream.of(
        arguments(
            "JSON, after another type",
            "{\"content\":{\"application/csv\":{},\"application/json\":" + code + "}}",
            "{\"code\":\"0\"}",
            schema + "type",
            "/content/application~1json/schema/properties/code/type"),
        arguments(
            "any type",
            "{\"content\":{\"*/*\":" + code + "}}",
            "{\"code\":\"0\"}",
            schema + "type",
            "/content/*~1*/schema/properties/code/type"),
        arguments(
            "no JSON, of any type",
            "{\"content\":{\"*/*\":" + code + "}}",
            "oops",
            schema + "invalidJson",
            "/content/*~1*/schema"),
        arguments(
            "a second header",
            "{\"headers\":{\"x-first\":{},\"x-second\":{\"required\":true}}}",
            "{\"code\":1,\"msg\":\"no\"}",
            "validation.response.header.missing",
            "/headers/x-second/required"));
  }

  @Test
  void findsNoViolationInAnyValueOfASchemaThatStatesNoType() {
    ObjectNode contract = (ObjectNode) Contract.parse(TestContract.json("contract.json"));
    ((ObjectNode) contract.at("/components/schemas/Envelope/properties"))
        .putObject("request_id")
        .putObject("properties")
        .putObject("a")
        .put("type", "integer");
    ContractCheck check = new ContractCheck(contract.toString());

    for (String value : List.of("1", "\"a\"", "[true]", "{}", "null")) {
      check.checkResponse(
          presignRequest(Map.of()),
          response(200, "{\"code\":1,\"msg\":\"no\",\"request_id\":" + value + "}"));
    }

    assertThat(check.violations()).isEmpty();
  }

  private static ApiResponse response(int status, String json) {
    return new ApiResponse(
        status, Map.of("Content-Type", "application/json", "x-pd-trace-id", "t"), json);
  }
}
