package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema means the same in canonical form, whatever stands beside or inside it. */
class CanonicalSchemasTest {

  private static final String T = "$ref: '#/components/schemas/T'";

  private static Map<String, Object> read(String text) {
    return Document.read(text.getBytes(UTF_8));
  }

  private static Object canonical(String version, String schema) {
    Map<String, Object> contract =
        read(
            "{openapi: %s, paths: {/a: {}}, components: {schemas: {S: %s, T: {}, a~1b: {}, a+b: {}, a b: {}}}}"
                .formatted(version, schema));
    return References.at(CanonicalContract.of(contract), "#/components/schemas/S");
  }

  private static Object value(String text) {
    return read("value: " + text).get("value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{T, title: t, summary: s, deprecated: true} | {T}",
        "{T, x-more: 1}                              | {T}",
        "{T, minLength: 2, description: d}           | {minLength: 2, description: d, allOf: [{T}]}",
        "{T, maxLength: 3, allOf: [{minLength: 2}]}  | {maxLength: 3, allOf: [{T}, {minLength: 2}]}",
        "{exclusiveMinimum: 5, minimum: 5}           | {minimum: 5, exclusiveMinimum: true}",
        "{exclusiveMinimum: 5, minimum: 4}           | {minimum: 5, exclusiveMinimum: true}",
        "{exclusiveMinimum: 9, minimum: 10}          | {minimum: 10}",
        "{exclusiveMaximum: 5, maximum: 5}           | {maximum: 5, exclusiveMaximum: true}",
        "{exclusiveMaximum: 9, maximum: 10}          | {maximum: 9, exclusiveMaximum: true}",
        "{exclusiveMaximum: 10, maximum: 9}          | {maximum: 9}",
        "{example: a, examples: [b]}                 | {example: a}",
        "{contentEncoding: base64url}                | {format: byte}",
        "{contentEncoding: base64, format: own}      | {format: own}",
        "{type: [string, integer], anyOf: [{minLength: 1}]} | {anyOf: [{type: integer}, {type: string}], allOf: [{anyOf: [{minLength: 1}]}]}",
        "{oneOf: [{T}, {type: 'null'}], allOf: [{minLength: 1}]} | {nullable: true, allOf: [{T}, {minLength: 1}]}",
        "{anyOf: [{type: string}, {type: 'null'}], type: object} | {nullable: true, type: object, allOf: [{type: string}]}",
      })
  void keepsItsMeaningFrom31(String written, String canonical) {
    assertThat(canonical("3.1.0", written.replace("{T", "{" + T)))
        .isEqualTo(value(canonical.replace("{T", "{" + T)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "items: *",
        "not: *",
        "additionalProperties: *",
        "contains: *",
        "propertyNames: *",
        "if: *",
        "then: *",
        "else: *",
        "allOf: [*]",
        "anyOf: [*]",
        "oneOf: [*]",
        "properties: {p: *}",
      })
  void isReadInsideEveryKindOfSchema(String place) {
    assertThat(canonical("3.1.0", "{" + place.replace("*", "{const: 1}") + "}"))
        .isEqualTo(value("{" + place.replace("*", "{enum: [1]}") + "}"));
  }

  @ParameterizedTest
  @CsvSource({"a~01b, a_1b", "a b, a_b", "a%20b, a_b", "a+b, a_b_2", "a%2Bb, a_b_2"})
  void isFoundByTheNameThatAReferenceSpells(String spelling, String name) {
    assertThat(canonical("3.0.1", "{$ref: '#/components/schemas/" + spelling + "'}"))
        .isEqualTo(Map.of("$ref", "#/components/schemas/" + name));
  }

  /** {@code A: B C} is a schema A, titled so, which is made of B and C. */
  private static String schemas(String parts) {
    return Arrays.stream(parts.split(", ", -1))
        .map(each -> each.split(": ?", -1))
        .map(
            each ->
                "%s: {title: %s, allOf: [%s]}"
                    .formatted(
                        each[0],
                        each[0],
                        each[1]
                            .replace(" ", ", ")
                            .replaceAll("\\w", "{\\$ref: '#/components/schemas/$0'}")))
        .collect(joining(", ", "{", "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A: B, B: A               | {title: A, allOf: [{title: B, allOf: []}]}",
        "A: B, B: C, C: A         | {title: A, allOf: [{title: B, allOf: [{title: C, allOf: []}]}]}",
        "A: B, B: C, C:           | {title: A, allOf: [{$ref: '#/components/schemas/B'}]}",
        "A: B, B: C, C: B         | {title: A, allOf: [{$ref: '#/components/schemas/B'}]}",
        "A: B C, B: A, C:         | {title: A, allOf: [{$ref: '#/components/schemas/C'}, {title: B, allOf: []}]}",
      })
  void isThePartsOfAllOnTheWayWhereItComesBackToItself(String parts, String schema) {
    Map<String, Object> contract =
        read(
            "{openapi: 3.0.1, paths: {/a: {}}, components: {schemas: %s}}"
                .formatted(schemas(parts)));
    assertThat(References.at(CanonicalContract.of(contract), "#/components/schemas/A"))
        .isEqualTo(value(schema));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{allOf: [{properties: {a: {}}, required: [a]}, {properties: {b: {}}, required: [b]}]}"
            + " | {properties: {a: {}, b: {}}, required: [a, b]}",
        "{allOf: [{type: object, nullable: false}, {additionalProperties: true, x-more: 1}]}"
            + " | {type: object, nullable: false, additionalProperties: true, x-more: 1, properties: {}}",
      })
  void isOneObjectWhereItsPartsAre(String parts, String object) {
    assertThat(Schemas.flat(Map.of(), value(parts))).isEqualTo(value(object));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{allOf: [{properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}",
        "{allOf: [{properties: {a: {}}}, {minProperties: 1}]}",
        "{allOf: [{properties: {a: {}}}, {nullable: true}]}",
        "{allOf: [{properties: {a: {}}}, {additionalProperties: false}]}",
        "{allOf: [{type: string}]}",
      })
  void staysInPartsThatSayMore(String parts) {
    assertThat(Schemas.flat(Map.of(), value(parts))).isEqualTo(value(parts));
  }
}
