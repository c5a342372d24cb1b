package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerdrilljava.contract.ContractSuite;
import io.github.powerdrilljava.contract.Finding;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite finds when a vendor changes the contract. */
class ContractSuiteChangesTest {

  private static final String SANDBOX = "The sandbox must be mended";

  /** A change, and the one finding that it leads to. */
  private static Arguments breaks(
      String what, String field, String pointerEnd, Consumer<Changed> change) {
    return arguments(what, field, pointerEnd, change);
  }

  private static Arguments harmless(String what, Consumer<Changed> change) {
    return arguments(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void namesWhatAChangeBreaks(
      String what, String field, String pointerEnd, Consumer<Changed> change) {
    List<Finding> findings =
        run(change).stream().filter(finding -> !finding.what().startsWith(SANDBOX)).toList();

    assertThat(findings)
        .extracting(Finding::field, finding -> finding.pointer().endsWith(pointerEnd))
        .as("%s", findings)
        .containsExactly(tuple(field, true));
    assertThat(findings.get(0).evidence()).isNotBlank();
  }

  static Stream<Arguments> namesWhatAChangeBreaks() {
    return Stream.of(brokenRequests(), brokenResponses(), brokenAssumptions())
        .flatMap(Function.identity());
  }

  private static Stream<Arguments> brokenAssumptions() {
    return Stream.of(
        breaks(
            "the service moves",
            "",
            "#/servers",
            c -> ((ObjectNode) c.whole("").at("/servers/0")).put("url", "https://new.example/api")),
        breaks(
            "a shorter life is allowed",
            "expires_in",
            "/expires_in/minimum",
            c -> c.sent("expires_in").put("minimum", 30)),
        breaks(
            "a URL lives five minutes by default",
            "expires_in",
            "/expires_in/default",
            c -> c.sent("expires_in").put("default", 300)),
        breaks(
            "the trace id goes into the query",
            "x-pd-external-trace-id",
            "/post/parameters",
            c -> ((ObjectNode) c.parameterItself("x-pd-external-trace-id")).put("in", "query")),
        breaks(
            "the key is a token",
            "",
            "/security",
            c ->
                c.whole("/components/securitySchemes/apikey-header-x-pd-api-key")
                    .removeAll()
                    .put("type", "http")
                    .put("scheme", "bearer")),
        breaks(
            "a lifetime goes with a user, in words of 3.1",
            "",
            "/schema/dependentRequired",
            c ->
                c.object(Changed.SENT)
                    .putObject("dependentRequired")
                    .putArray("user_id")
                    .add("expires_in")),
        breaks(
            "no default is stated",
            "expires_in",
            "/properties/expires_in",
            c -> c.sent("expires_in").remove("default")),
        breaks(
            "longer trace ids are allowed",
            "x-pd-external-trace-id",
            "/schema/maxLength",
            c -> c.parameter("x-pd-external-trace-id").put("maxLength", 256)),
        breaks(
            "no trace id comes back",
            "x-pd-trace-id",
            "/responses/200",
            c -> c.object("/responses/200/headers").remove("x-pd-trace-id")),
        breaks(
            "the key's scheme is defined nowhere",
            "",
            "/security",
            c -> c.whole("/components").remove("securitySchemes")));
  }

  private static Stream<Arguments> brokenRequests() {
    return Stream.of(
        breaks(
            "a URL lives a day at most",
            "expires_in",
            "/expires_in/maximum",
            c -> c.sent("expires_in").put("maximum", 86_400)),
        breaks(
            "a URL lives two minutes at least",
            "expires_in",
            "/expires_in/minimum",
            c -> c.sent("expires_in").put("minimum", 120)),
        breaks(
            "user ids follow a pattern",
            "user_id",
            "/user_id/pattern",
            c -> c.sent("user_id").put("pattern", "^tmm-\\w+$")),
        breaks(
            "user ids are short",
            "user_id",
            "/user_id/maxLength",
            c -> c.sent("user_id").put("maxLength", 64)),
        breaks(
            "user ids are numbers",
            "user_id",
            "/user_id/type",
            c -> c.sent("user_id").put("type", "integer")),
        breaks(
            "trace ids are shorter",
            "x-pd-external-trace-id",
            "/schema/maxLength",
            c -> c.parameter("x-pd-external-trace-id").put("maxLength", 64)),
        breaks(
            "dataset ids follow a pattern",
            "dataset_id",
            "/schema/pattern",
            c -> c.parameter("dataset_id").put("pattern", "^dset-[a-z0-9]+$")),
        breaks("a second key is required", "", "/security", Changed::requireSecondKey),
        breaks(
            "a query parameter is required",
            "team",
            "/required",
            c -> c.addParameter("team").put("required", true)),
        breaks(
            "a field of the request is required",
            "team_id",
            "/required",
            c -> {
              c.addSent("team_id");
              ((ArrayNode) c.at(Changed.SENT + "/required")).add("team_id");
            }),
        breaks(
            "the request is closed and has lost a field",
            "expires_in",
            "/additionalProperties",
            c -> {
              c.object(Changed.SENT + "/properties").remove("expires_in");
              c.object(Changed.SENT).put("additionalProperties", false);
            }),
        breaks(
            "the request has another content type",
            "Content-Type",
            "/requestBody/content",
            c -> rename(c.object("/requestBody/content"), "application/json", "text/json")),
        breaks(
            "another method",
            "",
            "#/paths",
            c -> rename(c.whole("/paths/" + c.pathKey()), "post", "put")));
  }

  private static Stream<Arguments> brokenResponses() {
    return Stream.of(
        breaks(
            "the code is text",
            "code",
            "/properties/code",
            c -> c.object(Changed.OK + "/properties/code").put("type", "string")),
        breaks(
            "the time is optional",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.optional("expires_at")),
        breaks(
            "the time can be null",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.received("expires_at").put("nullable", true)),
        breaks(
            "the time is gone",
            "data.expires_at",
            "/data",
            c -> {
              c.optional("expires_at");
              c.object(Changed.DATA + "/properties").remove("expires_at");
            }),
        breaks(
            "the time is a date",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.received("expires_at").put("format", "date")),
        breaks(
            "the time is a number",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.received("expires_at").put("type", "integer").remove("format")),
        breaks(
            "the URL is a number",
            "data.presigned_url",
            "/properties/presigned_url",
            c -> c.received("presigned_url").put("type", "integer")),
        breaks(
            "no call ever succeeds",
            "",
            "/post/responses",
            c -> c.object(Changed.OK + "/properties/code").putArray("enum").add(1)),
        breaks(
            "the URL can be null",
            "data.presigned_url",
            "/properties/presigned_url",
            c -> c.received("presigned_url").put("nullable", true)),
        breaks(
            "a success without content",
            "",
            "/responses/204",
            c -> c.object("/responses").putObject("204").put("description", "")),
        breaks(
            "a success that is text",
            "",
            "/responses/201/content/text~1plain",
            c -> c.addResponse("201", "text/plain").put("type", "string")),
        breaks(
            "a success that is a list",
            "",
            "/responses/202/content/application~1json/schema",
            c -> c.addResponse("202", "application/json").put("type", "array").putObject("items")),
        breaks(
            "a redirect",
            "",
            "/responses/302",
            c -> c.object("/responses").putObject("302").put("description", "")),
        breaks(
            "a refusal whose code is text",
            "code",
            "/responses/404/content/application~1json/schema/properties/code",
            c ->
                c.addResponse("404", "application/json")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("code")
                    .put("type", "string")));
  }

  @Test
  void saysThatTheSandboxMustBeMendedWhereItBreaksTheContract() {
    List<Finding> findings = run(c -> c.received("expires_at").put("format", "date"));

    assertThat(findings)
        .filteredOn(finding -> finding.what().startsWith(SANDBOX))
        .extracting(Finding::field, finding -> finding.pointer().endsWith("/expires_at/format"))
        .containsExactly(tuple("data.expires_at", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsNothingInAHarmlessChange(String what, Consumer<Changed> change) {
    assertThat(run(change)).isEmpty();
  }

  static Stream<Arguments> findsNothingInAHarmlessChange() {
    return Stream.of(
        harmless("nothing", c -> {}),
        harmless("the order of everything", c -> c.reverseParameters()),
        harmless(
            "the request is closed",
            c -> c.object(Changed.SENT).put("additionalProperties", false)),
        harmless(
            "the envelope is closed",
            c -> {
              c.object(Changed.OK).put("additionalProperties", false);
              c.object(Changed.DATA).put("additionalProperties", false);
            }),
        harmless(
            "fields and a header of the response are required",
            c -> {
              c.requireReceived(Changed.OK, "request_id").put("type", "string").put("minLength", 9);
              c.requireReceived(Changed.DATA, "size").put("type", "integer").put("minimum", 1);
              c.addHeader("x-region").put("required", true);
            }),
        harmless(
            "fields of the response that hold themselves",
            c -> {
              c.whole("/components/schemas")
                  .putObject("Folder")
                  .put("type", "object")
                  .putObject("properties")
                  .putObject("parent")
                  .put("$ref", "#/components/schemas/Folder");
              c.requireReceived(Changed.DATA, "folder").put("$ref", "#/components/schemas/Folder");
            }),
        harmless(
            "a field with a list of values",
            c ->
                c.requireReceived(Changed.DATA, "kind")
                    .put("type", "string")
                    .putArray("enum")
                    .add("csv")
                    .add("pdf")),
        harmless(
            "bounds beyond what anyone sends",
            c -> {
              c.received("presigned_url").put("maxLength", 4_294_967_295L);
              c.object(Changed.OK + "/properties/code").put("maximum", new BigDecimal("1e400"));
            }),
        harmless(
            "a time that a pattern describes, too",
            c -> c.received("expires_at").put("pattern", "^\\d{4}-\\d{2}-\\d{2}T.*Z$")),
        harmless(
            "headers without a type, and one that says how a body is sent",
            c -> {
              ((ObjectNode) c.parameterItself("x-pd-external-trace-id")).putObject("schema");
              c.addHeader("Content-Encoding").putObject("schema").putArray("enum").add("gzip");
            }),
        harmless("an optional parameter", c -> c.addParameter("locale")),
        harmless("an optional field of the request", c -> c.addSent("reason")),
        harmless(
            "a message that can be null",
            c -> c.object(Changed.OK + "/properties/msg").put("nullable", true)),
        harmless(
            "a refusal as a page", c -> c.addResponse("418", "text/html").put("type", "string")),
        harmless(
            "a refusal with another body",
            c ->
                c.addResponse("404", "application/problem+json")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("title")
                    .put("type", "string")),
        harmless(
            "a class of failures without a body",
            c -> c.object("/responses").putObject("5XX").put("description", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<p>", "[]", "{}", "{\"openapi\":\"3.0.0\",\"paths\":{}}"})
  void saysSoWhereThereIsNothingToRun(String contract) {
    assertThat(ContractSuite.run(contract))
        .singleElement()
        .satisfies(ContractSuiteChangesTest::assertThatAPersonCanReadIt);
  }

  private static List<Finding> run(Consumer<Changed> change) {
    Changed contract = new Changed(ContractDocument.ofTheTests());
    change.accept(contract);
    List<Finding> findings = ContractSuite.run(contract.document().json());
    findings.forEach(ContractSuiteChangesTest::assertThatAPersonCanReadIt);
    return findings;
  }

  private static void assertThatAPersonCanReadIt(Finding finding) {
    assertThat(finding.operation()).startsWith("POST /v2/");
    assertThat(finding.what()).matches("[A-Z].*\\.").doesNotContain("Exception", "java.");
    assertThat(finding.pointer()).startsWith("#");
    assertThat(finding.what() + finding.evidence())
        .doesNotContain("secret-key", "\tat ")
        .matches("\\P{Cc}*");
  }

  private static void rename(ObjectNode object, String from, String to) {
    object.set(to, object.remove(from));
  }
}
