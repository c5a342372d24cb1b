package io.github.powerdrilljava.openapi.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.Document;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parts of a schema say of a field, all of them together. */
class SchemasTest {

  private static final String CONTRACT =
      """
      paths:
        /box: {get: {responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/Box'}}}}}}}
      components:
        schemas:
          Base: {properties: {f: {type: integer}}}
          Text: {type: string}
          Maybe: {type: string, nullable: true}
          Round: {$ref: '#/components/schemas/Round'}
          Box: %s
      """;

  /** The types that are generated for a box; {@code &Name} refers to a schema. */
  private static Map<String, Object> types(String box) {
    String schema = box.replaceAll("&(\\w+)", "{\\$ref: '#/components/schemas/$1'}");
    Map<String, Object> client =
        ClientContract.of(Document.read(CONTRACT.formatted(schema).getBytes(UTF_8)));
    return Node.map(Node.map(client, "components"), "schemas");
  }

  /** The type of its first field. */
  private static String type(String box) {
    Map<String, Object> java = Node.map(Node.map(types(box), "Box"), "x-java");
    return String.valueOf(Node.map(Node.list(java, "fields").get(0)).get("declaredType"))
        .replace("@org.jspecify.annotations.Nullable ", "?")
        .replaceAll("[a-z]+[a-z0-9.]*\\.(?=[?A-Z])", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{description: d}                         | Object",
        "&Text                                    | String",
        "&Maybe                                   | ?String",
        "&Round                                   | Object",
        "{type: 'null'}                           | ?Object",
        "{allOf: [&Maybe, {nullable: true}]}      | ?String",
        "{allOf: [&Maybe, &Text]}                 | String",
        "{type: string, allOf: [{nullable: true}]} | String",
        "{oneOf: [&Text, {enum: [null]}]}         | ?String",
        "{oneOf: [&Maybe, {type: integer}]}       | ?BoxF",
        "{anyOf: [&Text, {type: integer}]}        | BoxF",
      })
  void allowNullInARequiredFieldWhereOneOfThemOrAllOfThemDo(String field, String type) {
    assertThat(type("{required: [f], properties: {f: " + field + "}}")).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{description: own}                       | ?Long",
        "{enum: [1, 2]}                           | ?BaseF",
        "{type: string}                           | ?String",
        "&Text                                    | ?String",
        "{allOf: [{type: boolean}]}               | ?Boolean",
        "{oneOf: [{type: boolean}]}               | ?Boolean",
        "{properties: {x: {}}}                    | ?BoxF",
      })
  void addToAnInheritedFieldOrReplaceIt(String field, String type) {
    assertThat(type("{allOf: [&Base], properties: {f: " + field + "}}")).isEqualTo(type);
    assertThat(type("{allOf: [{properties: {f: " + field + "}}, &Base]}")).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string}                   | {type: string, maxLength: 3}       | ?String",
        "{type: string}                   | {type: integer}                    | ?Object",
        "{type: string, format: date}     | {type: string, format: date}       | ?LocalDate",
        "{type: array, items: &Text}      | {type: array, items: &Box}         | ?Object",
        "{enum: [a]}                      | {enum: [b]}                        | ?Object",
        "{enum: [a, b]}                   | {enum: [b, a]}                     | ?BoxF",
      })
  void areOneTypeWhereAlternativesAgreeOnIt(String one, String other, String type) {
    assertThat(
            type(
                "{properties: {g: {}}, oneOf: [{properties: {f: %s}}, {properties: {f: %s}}]}"
                    .formatted(one, other)))
        .isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"allOf", "oneOf"})
  void giveANameToTheFirstOfThemThatClaimsIt(String parts) {
    String box =
        """
        {properties: {g: {}}, %s: [
          {properties: {a_b: {properties: {last: {}}}}},
          {properties: {a-b: {properties: {first: {}}}}}]}
        """;
    Map<String, Object> java = Node.map(Node.map(types(box.formatted(parts)), "BoxAB"), "x-java");

    assertThat(Node.map(Node.list(java, "fields").get(0))).containsEntry("field", "first");
  }
}
