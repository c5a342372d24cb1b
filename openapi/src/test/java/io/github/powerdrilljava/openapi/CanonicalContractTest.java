package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a vendor writes a contract, it comes to the same. */
class CanonicalContractTest {

  private static final String OK = "responses: {'200': {description: ok}}";

  private static Map<String, Object> read(String text) {
    return Document.read(text.getBytes(UTF_8));
  }

  private static Map<String, Object> canonical(String text) {
    return CanonicalContract.of(read(text));
  }

  private static String contract(String version, String get, String components) {
    return "{openapi: %s, paths: {/a: {get: {%s}}}, components: {%s}}"
        .formatted(version, get, components);
  }

  /** The schema of the one response, as JSON-like text that is read again. */
  private static Object schema(String version, String schema, String schemas) {
    Map<String, Object> contract =
        canonical(
            contract(
                version,
                "responses: {'200': {content: {application/json: {schema: %s}}}}".formatted(schema),
                "schemas: {" + schemas + "}"));
    return References.at(
        contract, "#/paths/~1a/get/responses/200/content/application~1json/schema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: [string, 'null']}                  | {type: string, nullable: true}",
        "{type: ['null', integer, string]}         | {nullable: true, anyOf: [{type: integer}, {type: string}]}",
        "{type: 'null'}                            | {nullable: true, enum: [null]}",
        "{oneOf: [{type: string}, {type: 'null'}]} | {nullable: true, type: string}",
        "{anyOf: [{$ref: '#/components/schemas/T'}, {type: 'null'}]} | {nullable: true, allOf: [{$ref: '#/components/schemas/T'}]}",
        "{const: 1}                                | {enum: [1]}",
        "{type: number, exclusiveMinimum: 0}       | {type: number, minimum: 0, exclusiveMinimum: true}",
        "{exclusiveMaximum: 9, maximum: 5}         | {maximum: 5}",
        "{type: string, examples: [a, b]}          | {type: string, example: a}",
        "{type: string, contentEncoding: base64}   | {type: string, format: byte}",
        "{type: string, contentMediaType: application/octet-stream} | {type: string, format: binary}",
        "true                                      | {}",
        "false                                     | {not: {}}",
        "{type: array}                             | {type: array, items: {}}",
        "{properties: {a: {type: [boolean, 'null']}}} | {properties: {a: {type: boolean, nullable: true}}}",
        "{$ref: '#/components/schemas/T', minLength: 2} | {minLength: 2, allOf: [{$ref: '#/components/schemas/T'}]}",
        "{$ref: '#/components/schemas/T', description: d} | {$ref: '#/components/schemas/T', description: d}",
        "{$ref: '#there'}                          | {$ref: '#/components/schemas/T'}",
        "{$ref: '#/components/schemas/T/$defs/In'} | {$ref: '#/components/schemas/In'}",
      })
  void writesSchemasOf31As30(String written, String canonical) {
    assertThat(schema("3.1.0", written, "T: {$anchor: there, $defs: {In: {type: integer}}}"))
        .isEqualTo(read("{s: " + canonical + "}").get("s"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{$ref: '#/components/schemas/a%20b'}       | {$ref: '#/components/schemas/a_b'}",
        "{$ref: '#/components/schemas/a b'}         | {$ref: '#/components/schemas/a_b'}",
        "{$ref: '#/components/schemas/50%'}         | {$ref: '#/components/schemas/50_'}",
        "{$ref: '#/components/schemas/c~1d'}        | {$ref: '#/components/schemas/c_d'}",
        "{$ref: '#/components/schemas/%E8%B3%87'}   | {$ref: '#/components/schemas/u8cc7'}",
        "{$ref: '#/components/schemas/T', nullable: true} | {$ref: '#/components/schemas/T'}",
        "{required: [a, a, 1], enum: []}            | {required: [a]}",
        "{type: string, required: true}             | {type: string}",
        "{type: string, default: null, description: null} | {type: string, default: null}",
      })
  void readsWhatASchemaOf30Means(String written, String canonical) {
    assertThat(schema("3.0.1", written, "T: {}, 'a b': {}, c/d: {}, 資: {}, 50%: {}"))
        .isEqualTo(read("{s: " + canonical + "}").get("s"));
  }

  @Test
  void keepsNamesApartThatLookTheSameWithoutTheirOddCharacters() {
    assertThat(
            References.at(
                canonical(
                    contract(
                        "3.0.0",
                        OK,
                        "schemas: {'a b': {title: blank}, a_b: {title: plain}, a/b: {title: slash}}")),
                "#/components/schemas"))
        .isEqualTo(read("{a_b: {title: plain}, a_b_2: {title: blank}, a_b_3: {title: slash}}"));
  }

  @Test
  void keepsWhatHeadersAndServersState() {
    Map<String, Object> contract =
        canonical(
            "{openapi: 3.0.1, servers: [{url: /v2}, odd], paths: {/a: {get: {responses: {200:"
                + " {headers: {h: {schema: {type: string}}}}}}}}}");
    assertThat(contract.get("servers")).isEqualTo(read("{s: [{url: /v2}]}").get("s"));
    assertThat(References.at(contract, "#/paths/~1a/get/responses/200/headers"))
        .isEqualTo(read("{h: {schema: {type: string}}}"));
  }

  private static final String INLINE =
      """
      openapi: 3.0.1
      paths:
        /a:
          get:
            parameters:
              - {name: p, in: query, schema: {type: string}}
              - {name: q, in: query, schema: {type: string}}
            requestBody: {content: {application/json: {schema: {type: object}}}}
            responses:
              '200': {description: '', headers: {h: {schema: {type: string}}}}
      components: {schemas: {}, securitySchemes: {}}
      """;

  private static final String ELSEWHERE =
      """
      openapi: 3.1.0
      paths:
        /a: {$ref: '#/components/pathItems/A'}
      components:
        pathItems:
          A:
            parameters:
              - {$ref: '#/components/parameters/P'}
              - {name: q, in: query, schema: {type: integer}}
            get:
              parameters: [{name: q, in: query, schema: {type: string}}]
              requestBody: {$ref: '#/components/requestBodies/B'}
              responses:
                200: {$ref: '#/components/responses/R'}
        parameters: {P: {name: p, in: query, schema: {type: string}}}
        requestBodies: {B: {content: {application/json: {schema: {type: object}}}}}
        responses: {R: {headers: {h: {$ref: '#/components/headers/H'}}}}
        headers: {H: {schema: {type: string}}}
      """;

  @Test
  void meansTheSameInPlaceAtThePathAndBehindReferences() {
    assertThat(canonical(ELSEWHERE).get("paths")).isEqualTo(canonical(INLINE).get("paths"));
    assertThat(canonical(ELSEWHERE).get("components"))
        .isEqualTo(canonical(INLINE).get("components"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{swagger: '2.0', paths: {/a: {}}} | It is Swagger 2.0; OpenAPI 3.0 or 3.1 is needed.",
        "{openapi: 3.2.0, paths: {/a: {}}} | It is OpenAPI 3.2.0; OpenAPI 3.0 or 3.1 is needed.",
        "{openapi: 4.0.0, paths: {/a: {}}} | It is OpenAPI 4.0.0; OpenAPI 3.0 or 3.1 is needed.",
        "{paths: {/a: {}}}                 | It states no OpenAPI version, so it is not a contract.",
        "{openapi: 3.0.1}                  | It has no paths.",
        "{openapi: 3.0.1, paths: null}     | It has no paths.",
        "{openapi: 3.0.1, paths: {/a: {get: {}}}} | It states no responses of GET /a; the file may be cut off.",
        "{openapi: 3.0.1, paths: {/a: {get: {responses: {200: null}}}}} | The response 200 of GET /a is empty.",
        "{openapi: 3.0.1, paths: {/a: {$ref: 'http://127.0.0.1:9/b.yaml'}}} | It refers to another file or address, http://127.0.0.1:9/b.yaml, at #/paths/~1a; all of a contract must be in one file.",
        "{openapi: 3.0.1, paths: {/a: {get: {parameters: [{name: b, in: body}], responses: {200: {}}}}}} | The parameter b is in \"body\", which OpenAPI 3 does not have.",
        "{openapi: 3.0.1, paths: {/a: {}}, components: {schemas: {A: {allOf: [{}, {$ref: 'b.yaml'}]}}}} | It refers to another file or address, b.yaml, at #/components/schemas/A/allOf/1; all of a contract must be in one file.",
        "{openapi: 3.0.1, paths: {/a: {}}, components: {schemas: {A: {discriminator: {propertyName: p, mapping: {b: 'b.yaml#/B'}}}}}} | It refers to another file or address, b.yaml#/B, at #/components/schemas/A; all of a contract must be in one file.",
        "{openapi: 3.0.1, paths: {/a: {$ref: '#/nowhere'}}} | It refers to #/nowhere, which does not exist.",
        "{openapi: 3.0.1, paths: {/a: {$ref: '#nowhere'}}} | It refers to #nowhere, which does not exist.",
        "{openapi: 3.0.1, paths: {/a: {$ref: '#/paths/~1a'}}} | The reference #/paths/~1a leads back to itself.",
      })
  void refusesWhatIsNoContractInASentence(String text, String sentence) {
    assertThatThrownBy(() -> canonical(text))
        .isInstanceOf(UnusableContractException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{openapi: 3.0, paths: {/a: {}}}",
        "{openapi: 3.1.1, paths: {/a: {}}, webhooks: {w: {}}}",
        "{openapi: 3.0.1, paths: {/a: {get: {x-more: {$ref: 'other.yaml'}, responses: {200: {}}}}}}",
        "{openapi: 3.0.1, info: {title: t}, paths: {/a: {$ref: '#/info/title'}}}",
        "{openapi: 3.0.1, paths: {/a: {}}, components: {schemas: {A: {discriminator: {propertyName: p, mapping: {b: B, c: '#/components/schemas/A'}}}}}}",
        "{openapi: 3.0.1, paths: {/a: {}}, components: {schemas: {A: {example: {$ref: 'o.yaml'}}}}}",
        "{openapi: 3.0.1, paths: {/a: {}}, components: {schemas: {A: {properties: {$ref: {}}}}}}",
        "{openapi: 3.0.1, paths: {/a: {}}, components: {schemas: {A: {properties: {a: {$ref: '#/components/schemas/A'}}}}}}",
      })
  void takesWhatIsNoFault(String text) {
    assertThat(canonical(text)).containsEntry("openapi", "3.0.3").doesNotContainKey("webhooks");
  }

  @Test
  void dropsPinsThatOnlyOurOverlayMaySet() {
    assertThat(
            References.at(
                canonical(
                    contract(
                        "3.0.1",
                        OK,
                        "schemas: {A: {x-java-type: B, x-java-name: [a], properties: {x-java-name: {type: string}}}}")),
                "#/components/schemas/A"))
        .isEqualTo(read("{s: {properties: {x-java-name: {type: string}}}}").get("s"));
  }

  @Test
  void readsMediaTypesWithoutRegardToCase() {
    assertThat(
            References.at(
                canonical(
                    contract(
                        "3.0.1",
                        "responses: {200: {content: {Application/JSON; charset=X: {}}}}",
                        "")),
                "#/paths/~1a/get/responses/200/content"))
        .isEqualTo(Map.of("application/json; charset=X", Map.of()));
  }

  @Test
  void takesSlipsThatHaveOneMeaning() {
    assertThat(
            canonical(
                    contract(
                        "3.0.1",
                        "parameters: [{name: p, in: path, required: false, type: integer}], "
                            + "responses: {2xx: {content: {text/plain: null}}}",
                        "schemas: null"))
                .get("paths"))
        .isEqualTo(
            read("{p: {/a: {get: {parameters: [{name: p, in: path, required: true, schema: {type:"
                    + " integer}}], responses: {2XX: {description: '', content: {text/plain:"
                    + " {}}}}}}}}")
                .get("p"));
  }
}
