package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a set is sorted; what has an order of its own keeps it. */
class CanonicalOrderTest {

  private static Object canonical(String fields, String pointer) {
    String contract = "{openapi: 3.0.1, paths: {/a: {get: {responses: {200: {}}, %s}}}}";
    return References.at(
        ContractMerge.canonical(contract.formatted(fields).getBytes(UTF_8)),
        "#/paths/~1a/get/" + pointer);
  }

  /** With the order of keys, too, which a map that is compared does not have. */
  private static String json(Object value) {
    return Document.write(Map.of("value", value));
  }

  private static Object value(String text) {
    return Document.read(("value: " + text).getBytes(UTF_8)).get("value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string, enum: [b, a]}            | {enum: [a, b], type: string}",
        "{required: [b, a]}                      | {required: [a, b]}",
        "{oneOf: [{type: string}, {enum: [a]}]}  | {oneOf: [{enum: [a]}, {type: string}]}",
        "{anyOf: [{type: string}, {enum: [a]}]}  | {anyOf: [{enum: [a]}, {type: string}]}",
        "{allOf: [{type: string}, {enum: [a]}]}  | {allOf: [{enum: [a]}, {type: string}]}",
        "{items: {enum: [b, a]}, type: array}    | {items: {enum: [a, b]}, type: array}",
        "{example: {tags: [b, a]}}               | {example: {tags: [b, a]}}",
        "{default: {required: [b, a]}}           | {default: {required: [b, a]}}",
        "{example: [{enum: [b, a]}, 2, 1]}       | {example: [{enum: [b, a]}, 2, 1]}",
      })
  void ofASchema(String written, String sorted) {
    assertThat(
            json(
                canonical(
                    "parameters: [{name: p, in: query, schema: " + written + "}]",
                    "parameters/0/schema")))
        .isEqualTo(json(value(sorted)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags     | [b, a]                     | [a, b]",
        "security | [{b: []}, {a: [s]}]        | [{a: [s]}, {b: []}]",
        "servers  | [{url: /b}, {url: /a}]     | [{url: /b}, {url: /a}]",
      })
  void ofAnOperation(String key, String written, String sorted) {
    assertThat(json(canonical(key + ": " + written, key))).isEqualTo(json(value(sorted)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: b, in: query, description: a}, {name: a, in: query}   | query a, query b",
        "{name: a, in: query, allowReserved: true}, {name: b, in: header} | header b, query a",
      })
  void ofParametersByWhereTheyGoAndByName(String parameters, String sorted) {
    String[] names = sorted.split(", ", -1);
    for (int i = 0; i < names.length; i++) {
      Object parameter = canonical("parameters: [" + parameters + "]", "parameters/" + i);
      Map<String, Object> fields = Document.fields(parameter);
      assertThat(fields.get("in") + " " + fields.get("name")).isEqualTo(names[i]);
    }
  }
}
