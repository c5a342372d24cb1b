package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerdrilljava.contract.ContractSuite;
import io.github.powerdrilljava.contract.Finding;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite finds when a vendor changes the contract. */
class ContractSuiteChangesTest {

  private static final String SANDBOX = "The sandbox must be mended";

  private static Arguments harmless(String what, Consumer<Changed> change) {
    return arguments(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.powerdrilljava.BreakingChanges#all")
  void namesWhatAChangeBreaks(
      String what, String field, String pointerEnd, Consumer<Changed> change) {
    List<Finding> findings =
        run(change).stream().filter(finding -> !finding.what().startsWith(SANDBOX)).toList();

    assertThat(findings)
        .extracting(Finding::field, finding -> finding.pointer().endsWith(pointerEnd))
        .as("%s", findings)
        .containsOnly(tuple(field, true));
    assertThat(findings).extracting(Finding::operation).doesNotHaveDuplicates();
    assertThat(findings).extracting(Finding::evidence).doesNotContain("");
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
        harmless(
            "another status of data sources",
            c -> {
              ((ArrayNode) BreakingListChanges.dataSources(c).parameter("status").path("enum"))
                  .add("queued");
              ((ArrayNode)
                      BreakingListChanges.dataSources(c)
                          .at(Changed.RECORD + "/properties/status/enum"))
                  .add("queued");
            }),
        harmless(
            "another kind of data source",
            c ->
                ((ArrayNode)
                        BreakingListChanges.dataSource(c)
                            .at(Changed.DATA + "/properties/type/enum"))
                    .add("TABLE")),
        harmless(
            "records and pages with more fields",
            c -> {
              Changed datasets = BreakingListChanges.datasets(c);
              datasets.requireReceived(Changed.RECORD, "created_at").put("type", "string");
              datasets.requireReceived(Changed.DATA, "has_more").put("type", "boolean");
            }),
        harmless(
            "no defaults of pages, and a bound that the facade keeps",
            c -> {
              Changed datasets = BreakingListChanges.datasets(c);
              datasets.parameter("page_size").remove("default");
              datasets.parameter("page_number").put("minimum", 1).remove("default");
            }),
        harmless(
            "another page size by default",
            c -> BreakingListChanges.datasets(c).parameter("page_size").put("default", 50)),
        harmless(
            "the size of a data source is required",
            c ->
                ((ArrayNode) BreakingListChanges.dataSource(c).at(Changed.DATA + "/required"))
                    .add("size")),
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
        .isNotEmpty()
        .allSatisfy(ContractSuiteChangesTest::assertThatAPersonCanReadIt);
  }

  private static List<Finding> run(Consumer<Changed> change) {
    Changed contract = Changed.presign(ContractDocument.ofTheTests());
    change.accept(contract);
    String json = contract.document().json();
    List<Finding> findings = ContractSuite.run(json, operation -> isChanged(json, operation));
    findings.forEach(ContractSuiteChangesTest::assertThatAPersonCanReadIt);
    return findings;
  }

  /** The others are as they were, and so are their findings: none. */
  private static boolean isChanged(String json, String operation) {
    ObjectNode now = parse(json);
    ObjectNode before = parse(ContractDocument.ofTheTests().json());
    if (now.equals(before)) {
      return true; // the row that changes nothing is about all of them
    }
    String path = operation.substring(operation.indexOf(' ') + 1);
    JsonNode pathsNow = now.remove("paths");
    JsonNode pathsBefore = before.remove("paths");
    return !now.equals(before) || !pathsNow.path(path).equals(pathsBefore.path(path));
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) new JsonMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertThatAPersonCanReadIt(Finding finding) {
    assertThat(finding.operation()).matches("(GET|POST) /v2/.*");
    assertThat(finding.what()).matches("[A-Z].*\\.").doesNotContain("Exception", "java.");
    assertThat(finding.pointer()).startsWith("#");
    assertThat(finding.what() + finding.evidence())
        .doesNotContain("secret-key", "\tat ")
        .matches("\\P{Cc}*");
  }
}
