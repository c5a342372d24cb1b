package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.Edits.OK;
import static io.github.powerdrilljava.spec.Edits.add;
import static io.github.powerdrilljava.spec.Edits.drop;
import static io.github.powerdrilljava.spec.Edits.remove;
import static io.github.powerdrilljava.spec.Edits.set;
import static io.github.powerdrilljava.spec.Edits.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.spec.Edits.Edit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every difference is reported once, in words. */
class ComparisonTest {

  private static final String GET = "$.paths['/v2/team/crates/{crate_id}'].get";
  private static final String PUT = "$.paths['/v2/team/crates/{crate_id}'].put";
  private static final String CRATE = "$.components.schemas.Crate";
  private static final String LABEL = CRATE + ".properties.label";
  private static final String LIMIT = GET + ".parameters[2]";
  private static final String GET_DATA = "GET /v2/team/crates/{crate_id}: response 200 field data";
  private static final String PUT_BODY = "PUT /v2/team/crates/{crate_id}: request";

  private static Map<String, Object> canonical(Map<String, Object> contract) {
    return ContractMerge.canonical(Document.write(contract).getBytes(UTF_8));
  }

  /** What the comparison reports, with the operation before it. */
  static List<String> changes(Map<String, Object> before, Map<String, Object> after) {
    return Comparison.of(canonical(before), canonical(after), Set.of()).stream()
        .map(change -> change.operation() + ": " + change.what())
        .toList();
  }

  private static Arguments reports(Edit edit, String... said) {
    return Arguments.of(edit, List.of(said));
  }

  /** A change of a schema that a response and a request share is one of each. */
  private static Arguments both(Edit edit, String said) {
    return reports(edit, GET_DATA + said, PUT_BODY + said.replaceFirst("^\\.", " field "));
  }

  static Stream<Arguments> differences() {
    String get = "GET /v2/team/crates/{crate_id}: ";
    String put = "PUT /v2/team/crates/{crate_id}: ";
    return Stream.of(
        reports(set("$.info", "version", "2"), "The contract: info version: 1.0.0, now 2"),
        reports(
            set("$.servers[0]", "url", "https://b.example"),
            "The contract: servers: [\"https://ai.data.cloud/api\"], now [\"https://b.example\"]"),
        reports(
            set("$.components.securitySchemes.apikey-header-x-pd-api-key", "name", "x-key"),
            "The contract: security scheme apikey-header-x-pd-api-key, name: x-pd-api-key, now x-key"),
        reports(
            set("$.paths", "/v2/new", value("{get: {responses: {200: {}}}}")),
            "GET /v2/new: is new"),
        reports(remove("$.paths['/v2/team/crates/{crate_id}']", "put"), put + "is gone"),
        reports(set(GET, "summary", "Another"), get + "has another description"),
        reports(set(GET, "operationId", "crate"), get + "operationId: not stated, now crate"),
        reports(set(GET, "deprecated", true), get + "is deprecated"),
        reports(set(GET, "tags", value("[Box]")), get + "tags: [\"Crate\"], now [\"Box\"]"),
        reports(set(GET, "security", value("[{k: []}]")), get + "security: [], now [{\"k\":[]}]"),
        reports(set(GET, "x-new", 1L), get + "x-new: not stated, now 1"),
        reports(
            add(GET + ".parameters", value("{name: z, in: query, schema: {}}")),
            get + "query parameter z is new"),
        reports(
            add(GET + ".parameters", value("{name: z, in: header, required: true, schema: {}}")),
            get + "header parameter z is new, and required"),
        reports(
            set(LIMIT, "in", "header"),
            get + "query parameter limit is gone",
            get + "header parameter limit is new"),
        reports(set(LIMIT, "required", true), get + "query parameter limit is now required"),
        reports(set(LIMIT, "deprecated", true), get + "query parameter limit is deprecated"),
        reports(
            set(LIMIT + ".schema", "type", "string"),
            get + "query parameter limit changed its type: integer (int32), now string (int32)"),
        reports(
            set(LIMIT + ".schema", "format", "int64"),
            get + "query parameter limit changed its type: integer (int32), now integer (int64)"),
        reports(
            set(LIMIT + ".schema", "maximum", 9L),
            get + "query parameter limit, maximum: 10, now 9"),
        reports(
            set(LIMIT + ".schema", "default", 6L),
            get + "query parameter limit, default: 5, now 6"),
        reports(
            set(LIMIT + ".schema", "enum", value("[1, 2]")),
            get + "query parameter limit may now only be one of [1,2]"),
        reports(
            set(GET + ".parameters[1]", "explode", false),
            get + "query parameter fields, explode: true, now false"),
        reports(
            set(GET + ".parameters[1]", "style", "pipeDelimited"),
            get + "query parameter fields, style: form, now pipeDelimited",
            get + "query parameter fields, explode: true, now false"),
        reports(
            set(GET + ".parameters[1].schema.items", "type", "integer"),
            get + "query parameter fields[] changed its type: string, now integer"),
        reports(set(PUT + ".requestBody", "required", true), put + "request is now required"),
        reports(remove(PUT, "requestBody"), put + "request body is gone"),
        reports(
            set(PUT + ".requestBody.content", "text/plain", value("{schema: {type: string}}")),
            put + "request: content type text/plain is new"),
        reports(
            set(PUT + ".requestBody.content['application/json']", "example", "e"),
            put + "request has another example"),
        reports(remove(GET + ".responses", "404"), get + "response 404 is gone"),
        reports(
            set(GET + ".responses", "429", value("{description: ''}")),
            get + "response 429 is new"),
        reports(
            set(GET + ".responses['404']", "description", "none"),
            get + "response 404 has another description"),
        reports(
            remove(GET + ".responses['200'].headers", "x-pd-trace-id"),
            get + "response 200: header x-pd-trace-id is gone"),
        reports(
            set(GET + ".responses['200'].headers.x-pd-trace-id", "required", true),
            get + "response 200: header x-pd-trace-id is now required"),
        reports(
            set(OK + ".headers.x-pd-trace-id.schema", "type", "integer"),
            "POST /v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign: response 200:"
                + " header x-pd-trace-id changed its type: string, now integer"),
        reports(
            drop(GET + ".responses['200'].content['application/json'].schema.required", "data"),
            GET_DATA + " is no longer required"),
        both(set(LABEL, "type", "integer"), ".label changed its type: string, now integer"),
        both(set(LABEL, "description", "d"), ".label has another description"),
        both(set(LABEL, "pattern", "^a"), ".label, pattern: not stated, now ^a"),
        both(set(LABEL, "nullable", true), ".label may now be null"),
        both(set(CRATE + ".properties.note", "nullable", false), ".note may no longer be null"),
        both(set(LABEL, "readOnly", true), ".label, readOnly: false, now true"),
        both(remove(CRATE + ".properties", "note"), ".note is gone"),
        both(
            remove(CRATE + ".properties", "label").and(drop(CRATE + ".required", "label")),
            ".label is gone"),
        both(set(CRATE + ".properties", "size", value("{type: integer}")), ".size is new"),
        both(
            set(CRATE + ".properties", "size", value("{type: integer}"))
                .and(add(CRATE + ".required", "size")),
            ".size is new, and required"),
        both(add(CRATE + ".required", "note"), ".note is now required"),
        both(
            add(CRATE + ".properties.state.enum", "ajar"),
            ".state has other values, with [\"ajar\"]"),
        both(
            drop(CRATE + ".properties.state.enum", "shut"),
            ".state has other values, without [\"shut\"]"),
        both(
            remove(CRATE + ".properties.state", "enum"),
            ".state may now be any value, not one of [\"open\",\"shut\"]"),
        both(
            set(CRATE + ".properties.slots.items.properties.size", "type", "string"),
            ".slots[].size changed its type: integer, now string"),
        both(
            set(CRATE + ".properties.slots", "maxItems", 1L),
            ".slots, maxItems: not stated, now 1"),
        both(
            set(CRATE + ".properties.counts.additionalProperties", "type", "string"),
            ".counts.* changed its type: integer, now string"),
        both(
            set(CRATE + ".properties.counts", "type", "array"),
            ".counts changed its type: object, now array"),
        both(
            add(CRATE + ".properties.shape.oneOf", value("{type: string}")),
            ".shape, oneOf: with {\"type\":\"string\"}"),
        both(
            drop(CRATE + ".properties.shape.oneOf", value("{$ref: '#/components/schemas/Round'}")),
            ".shape, oneOf: without Round"),
        both(
            set("$.components.schemas.Round.properties.radius", "type", "integer"),
            ".shape (oneOf).radius changed its type: number, now integer"),
        reports(
            set(CRATE, "additionalProperties", false),
            GET_DATA + " is now closed to other fields",
            PUT_BODY + " is now closed to other fields"));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void reportsADifferenceOnce(Edit edit, List<String> said) {
    Map<String, Object> after = Edits.contract();
    edit.accept(after);
    assertThat(changes(Edits.contract(), after)).containsExactlyInAnyOrderElementsOf(said);
  }

  /** The same edit of the same contract as OpenAPI 3.1 writes it. */
  @ParameterizedTest
  @MethodSource("differences")
  void reportsTheSameBetweenTwoContractsOf31(Edit edit, List<String> said) {
    Map<String, Object> before = Edits.contract();
    Map<String, Object> after = Edits.contract();
    before.put("openapi", "3.1.0");
    after.put("openapi", "3.1.0");
    edit.accept(after);
    assertThat(changes(before, after)).containsExactlyInAnyOrderElementsOf(said);
  }
}
