package io.github.powerdrilljava.openapi.client;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.Document;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is generated from a contract, seen before it is generated. */
class ClientModelTest {

  private static final String GET_BOX =
      """
      paths:
        /v2/team/boxes/{id}:
          get:
            x-internal: true
            responses:
              '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Box'}}}}
      components:
        schemas:
      """;

  private static Map<String, Object> read(String yaml) {
    return Document.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> types(Map<String, Object> contract) {
    return Node.map(Node.map(ClientContract.of(contract), "components"), "schemas");
  }

  /** The fields of a type, by their names in Java. */
  private static Map<String, String> fields(String yaml, String type) {
    Map<String, Object> java = Node.map(Node.map(types(read(GET_BOX + yaml)), type), "x-java");
    Map<String, String> fields = new LinkedHashMap<>();
    for (Object each : Node.list(java, "fields")) {
      Map<String, Object> field = Node.map(each);
      String declared = String.valueOf(field.get("declaredType"));
      fields.put(
          String.valueOf(field.get("field")),
          declared
              .replace("@org.jspecify.annotations.Nullable ", "?")
              .replaceAll("[a-z]+[a-z0-9.]*\\.(?=[?A-Z])", ""));
    }
    return fields;
  }

  @Test
  void leavesTheContractAsItIs() {
    Map<String, Object> contract = read(GET_BOX + "    Box: {allOf: [{properties: {a: {}}}]}");
    String before = Document.write(contract);
    ClientContract.of(contract);
    assertThat(Document.write(contract)).isEqualTo(before);
  }

  @Test
  void generatesOnlyWhatAnOperationRefersTo() {
    assertThat(
            types(
                read(
                    GET_BOX
                        + "    Box: {properties: {lid: {$ref: '#/components/schemas/Lid'}}}\n"
                        + "    Lid: {properties: {a: {type: string}}}\n"
                        + "    Unused: {properties: {a: {type: string}}}")))
        .containsOnlyKeys("Box", "Lid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string}                                            | ?String",
        "{type: integer, format: int32}                            | ?Long",
        "{type: number, format: float}                             | ?BigDecimal",
        "{type: string, format: date-time}                         | ?Instant",
        "{type: array, items: {type: string, format: date}}        | ?List<LocalDate>",
        "{type: array, items: {type: boolean, nullable: true}}     | ?List<?Boolean>",
        "{type: object, additionalProperties: {type: integer}}     | ?Map<String, Long>",
        "{type: object}                                            | ?Map<String, ?Object>",
        "{}                                                        | ?Object",
        "{not: {type: string}}                                     | ?Object",
        "{properties: {x: {type: string}}}                         | ?BoxField",
        "{type: array, items: {properties: {x: {type: string}}}}   | ?List<BoxFieldItem>",
        "{enum: [a, b]}                                            | ?BoxField",
        "{enum: [true]}                                            | ?Boolean",
        "{enum: [a, 1]}                                            | ?Object",
        "{oneOf: [{type: string}, {type: integer}]}                | ?BoxField",
        "{oneOf: [{$ref: '#/components/schemas/Box'}]}             | ?Box",
        "{allOf: [{$ref: '#/components/schemas/Box'}], description: own} | ?Box",
        "{anyOf: [{type: string}, {type: string, format: email}]}  | ?String",
        "{anyOf: [{type: string, pattern: a}, {enum: [null]}]}     | ?String",
        "{oneOf: [{properties: {x: {type: string}}}, {enum: [null]}]} | ?BoxField",
        "{oneOf: [{enum: [a]}, {type: integer}]}                   | ?BoxField",
        "{additionalProperties: {type: integer}, oneOf: [{type: object}]} | ?Map<String, Long>",
        "{items: {type: string}}                                   | ?List<String>",
        "{type: string, enum: [1]}                                 | ?String",
        "{type: integer, enum: ['1']}                              | ?Long",
        "{enum: [1, true]}                                         | ?Object",
        "{type: string, allOf: [{maxLength: 2}]}                   | ?String",
        "{type: string, format: date, oneOf: [{maxLength: 10}]}    | ?LocalDate",
        "{type: object, allOf: [{properties: {x: {type: string}}}]} | ?BoxField",
        "{title: Odd Title, properties: {x: {type: string}}}       | ?BoxField",
      })
  void typesAField(String schema, String type) {
    assertThat(fields("    Box: {properties: {field: " + schema + "}}", "Box"))
        .containsEntry("field", type);
  }

  @Test
  void keepsTheFieldsOfAllParents() {
    String schemas =
        """
            Box: {allOf: [{$ref: '#/components/schemas/Case'}], properties: {own: {type: string}}}
            Case:
              required: [kind]
              discriminator: {propertyName: kind}
              allOf: [{$ref: '#/components/schemas/Thing'}]
              properties: {kind: {type: string}}
            Thing: {properties: {id: {type: integer}, size: {properties: {x: {type: integer}}}}}
        """;
    assertThat(fields(schemas, "Box"))
        .isEqualTo(Map.of("id", "?Long", "size", "?ThingSize", "kind", "String", "own", "?String"));
  }

  @Test
  void keepsTheFieldsOfAlternativesBesideProperties() {
    String schemas =
        """
            Box:
              properties: {a: {type: string}}
              required: [a]
              oneOf:
                - {required: [b], properties: {b: {type: integer}, c: {type: string}}}
                - {properties: {a: {enum: [x]}, c: {type: integer}}}
        """;
    assertThat(fields(schemas, "Box"))
        .isEqualTo(Map.of("a", "String", "b", "?Long", "c", "?Object"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "readOnly: true  | String",
        "writeOnly: true | ?String",
        "nullable: true  | ?String",
        "minLength: 1    | String",
      })
  void marksWhatMayBeMissingFromAResponse(String stated, String type) {
    assertThat(
            fields(
                "    Box: {required: [f], properties: {f: {type: string, " + stated + "}}}", "Box"))
        .containsEntry("f", type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{lids: {items: {properties: {hinge: {enum: [left]}}}}} | Box, BoxLid, BoxLidHinge",
        "{v2: {items: {properties: {x: {}}}}}                   | Box, BoxV2Item",
        "{f: {oneOf: [{properties: {x: {}}}, {properties: {y: {}}}]}} | Box, BoxF, BoxFOption1, BoxFOption2",
      })
  void namesTypesByWhereTheyStand(String properties, String names) {
    assertThat(types(read(GET_BOX + "    Box: {properties: " + properties + "}")).keySet())
        .containsExactly(names.split(", ", -1));
  }

  @Test
  void callsAFieldInSnakeCaseByItsPlainNameBeforeOthers() {
    assertThat(
            fields(
                "    Box: {properties: {a-b: {type: string}, aB: {type: integer}, a_b: {type: boolean}}}",
                "Box"))
        .isEqualTo(Map.of("aB", "?Boolean", "aB2", "?Long", "aB3", "?String"));
  }

  @ParameterizedTest
  @CsvSource({
    "250, false, record",
    "251, false, class adapter",
    "249, true,  record adapter",
    "250, true,  class adapter",
  })
  void isAClassWhereARecordCannotHaveAsManyFields(int fields, boolean others, String made) {
    String properties =
        IntStream.range(0, fields).mapToObj(i -> "f" + i + ": {}").collect(joining(", "));
    String box =
        "    Box: {additionalProperties: %s, properties: {%s}}".formatted(others, properties);

    Map<String, Object> java = Node.map(Node.map(types(read(GET_BOX + box)), "Box"), "x-java");

    assertThat(Stream.of("record", "class", "adapter").filter(key -> Node.isTrue(java, key)))
        .containsExactly(made.split(" ", -1));
  }

  @Test
  void givesAPinnedNameToNothingElse() {
    String schemas =
        """
            Box: {properties: {a: {$ref: '#/components/schemas/Lid'}, b: {$ref: '#/components/schemas/Top'}}}
            Lid: {properties: {x: {type: string}}}
            Top: {x-java-type: Lid, properties: {y: {type: string}}}
        """;
    assertThat(fields(schemas, "Box")).isEqualTo(Map.of("a", "?Lid2", "b", "?Lid"));
  }
}
