package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.Edits.BODY;
import static io.github.powerdrilljava.spec.Edits.ENVELOPE;
import static io.github.powerdrilljava.spec.Edits.PRESIGN;
import static io.github.powerdrilljava.spec.Edits.add;
import static io.github.powerdrilljava.spec.Edits.drop;
import static io.github.powerdrilljava.spec.Edits.remove;
import static io.github.powerdrilljava.spec.Edits.set;
import static io.github.powerdrilljava.spec.Edits.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.powerdrilljava.spec.Edits.Edit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A new contract gets the verdict that trying it gives. */
class SpecCheckTest {

  private static final String LIST = "$.paths['/v2/team/datasets/{id}/datasources'].get";
  private static final String RECORD =
      LIST
          + ".responses['200'].content['application/json'].schema"
          + ".properties.data.properties.records.items";

  @TempDir Path root;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws Exception {
    checkout = Checkout.trying(root);
  }

  @AfterEach
  void close() throws Exception {
    checkout.close();
  }

  private static Arguments update(String name, int status, Edit edit, String... said) {
    return Arguments.of(name, status, edit, said);
  }

  static Stream<Arguments> updates() {
    Object number = value("{type: integer}");
    return Stream.of(
        update(
            "harmless all over",
            0,
            set("$", "openapi", "3.1.0")
                .and(set(PRESIGN, "operationId", "presignUrl"))
                .and(set(PRESIGN, "tags", value("[Sources]")))
                .and(set(PRESIGN, "deprecated", true))
                .and(set(ENVELOPE + ".properties.data.properties", "size", number))
                .and(add(ENVELOPE + ".properties.data.required", "size"))
                .and(set(BODY + ".properties", "body", number))
                .and(set("$.components.schemas", "PresignDataSourceRequest", number))
                .and(set(RECORD + ".properties", "created_at", value("{type: string}")))
                .and(add(RECORD + ".properties.status.enum", "queued"))
                .and(add(RECORD + ".required", "size"))
                .and(set(LIST + ".parameters[2].schema", "default", 50L))
                .and(remove("$.paths", "/v2/team/crates/{crate_id}")),
            "response 200 field data.size is new, and required",
            """
            Changed in what it does not use, which breaks nothing:
              GET /v2/team/crates/{crate_id}: is gone
            """,
            "The client of all 4 operations generates and compiles.",
            "Verdict: compatible"),
        update(
            "what today's facade does not keep, in one operation each",
            1,
            set(BODY + ".properties.expires_in", "maximum", 86400L)
                .and(drop(RECORD + ".required", "name"))
                .and(set("$.paths['/v2/team/datasets'].get.parameters[1].schema", "maximum", 50L))
                .and(set("$.paths['/v2/team/datasets'].get.parameters[2]", "required", true)),
            "expires_in",
            "/properties/expires_in/maximum",
            "data.records[].name: The facade promises a value",
            "GET /v2/team/datasets, search: The facade does not set what the contract requires",
            "Verdict: changes needed"),
        update(
            "a field that may be missing",
            1,
            drop(ENVELOPE + ".properties.data.required", "expires_at"),
            "data.expires_at: The facade promises a value"),
        update(
            "a new required field of the request",
            1,
            set(BODY + ".properties", "team", number).and(add(BODY + ".required", "team")),
            "presign, team: The facade does not set what the contract requires"),
        update(
            "a field of another type",
            1,
            set(BODY + ".properties.expires_in", "type", "string"),
            "The facade no longer compiles.",
            "Operations.java, line "),
        update(
            "another path",
            1,
            contract -> {
              remove("$.paths", "/v2/team/crates/{crate_id}").accept(contract);
              Object item = value("{get: {responses: {200: {description: ''}}}}");
              contract.put("paths", new LinkedHashMap<>(Map.of("/v3/x", item)));
            },
            "POST /v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign: is gone",
            "presign: The facade uses it, and the file does not have it. (#/paths)",
            "GET /v2/team/datasets: The facade uses it, and the file does not have it. (#/paths)",
            "use --add: what it does not have then stays.",
            "The facade uses presignDataSource, but the contract has nothing at $.paths["),
        update(
            "another server",
            1,
            set("$.servers[0]", "url", "https://other.example/api"),
            "https://other.example/api",
            "#/servers"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("updates")
  void judgesAnUpdate(String name, int status, Edit edit, String[] said) throws Exception {
    assertThat(checkout.run("check", checkout.file(edit.of(Edits.contract())))).isEqualTo(status);
    assertThat(checkout.out()).contains(said).doesNotContain("Exception", "\tat ");
    assertThat(checkout.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                     | It is empty.",
        "<html><body>Sign in</body></html>      | It holds plain text where a contract has fields",
        "{swagger: '2.0', paths: {/a: {}}}      | It is Swagger 2.0; OpenAPI 3.0 or 3.1 is needed.",
        "{openapi: 3.0.1, paths: {/a: {get:     | It is neither YAML nor JSON at line 1",
        "{openapi: 3.0.1, paths: {/a: {$ref: 'x.yaml'}}} | It refers to another file or address, x.yaml,",
        "{openapi: 3.0.1, paths: {/a: {get: {summary: \"\\e[2J\u202e\"}}}} | It states no responses of GET /a",
        "{openapi: 3.0.1, paths: {\"/\\e[2J\": {get: {}}}} | It states no responses of GET /\\u001b[2J",
      })
  void reportsInASentenceWhatIsNotAContract(String text, String sentence) throws Exception {
    assertThat(checkout.run("check", checkout.file(text == null ? "" : text))).isEqualTo(2);
    assertThat(checkout.out())
        .startsWith("It cannot be used:\n  " + sentence)
        .endsWith("Verdict: not a usable contract.\n");
  }

  @Test
  void reportsAsJson(@TempDir Path other) throws Exception {
    Need need = new Need("", "", "#/servers/0/url", "another server", "\u202e");
    Edit edit = set("$.servers[0]", "url", "https://other.example/\u202e");
    String out;
    try (Checkout told = new Checkout(other, (merged, unusable) -> List.of(need))) {
      assertThat(told.run("check", "--json", told.file(edit.of(Edits.contract())))).isEqualTo(1);
      out = told.out();
    }
    assertThat(out).isASCII();
    JsonNode report = new ObjectMapper().readTree(out);
    assertThat(report.get("verdict").asText()).isEqualTo("CHANGES_NEEDED");
    assertThat(report.get("operations").asInt()).isEqualTo(6);
    assertThat(report.at("/changes/0/operation").asText()).isEqualTo("The contract");
    assertThat(report.at("/needs/0/pointer").asText()).startsWith("#/servers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing.yaml | there is no file ",
        "openapi      | It is a directory: ",
      })
  void reportsWhatItCannotRead(String file, String sentence) {
    assertThat(checkout.run("check", root.resolve(file).toString())).isEqualTo(2);
    assertThat(checkout.err()).startsWith("powerdrill spec: " + sentence);
  }
}
