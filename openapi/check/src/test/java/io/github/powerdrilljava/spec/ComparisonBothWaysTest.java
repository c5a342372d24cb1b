package io.github.powerdrilljava.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ContractMerge;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of difference is reported in words, and its reverse in the words of the reverse. */
class ComparisonBothWaysTest {

  private static final String RESPONSES = "responses: {200: {}}";
  private static final String PATHS = "paths: {/a: {get: {" + RESPONSES + "}}}";

  private static Map<String, Object> contract(String fields) {
    return ContractMerge.canonical(("{openapi: 3.0.1, " + fields + "}").getBytes(UTF_8));
  }

  private static Map<String, Object> operation(@Nullable String fields) {
    String all = fields == null ? "" : fields + ", ";
    String responses = all.contains("responses") ? "" : RESPONSES;
    return contract("paths: {/a: {get: {" + all + responses + "}}}");
  }

  private static Map<String, Object> schema(String schema) {
    return operation("parameters: [{name: p, in: query, schema: " + schema + "}]");
  }

  private static List<String> reported(Map<String, Object> before, Map<String, Object> after) {
    return Comparison.of(before, after, Set.of()).stream()
        .map(change -> change.operation() + ": " + change.what())
        .toList();
  }

  /** DisplayText of more than one difference have " & " between them. */
  private static void assertThatItReads(
      Map<String, Object> before, Map<String, Object> after, String prefix, String words) {
    assertThat(reported(before, after))
        .containsExactlyInAnyOrder(
            (prefix + words.replace(" & ", " & " + prefix)).split(" & ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string} | {type: integer} | p changed its type: string, now integer | p changed its type: integer, now string",
        "{type: integer, format: int32} | {type: integer} | p changed its type: integer (int32), now integer | p changed its type: integer, now integer (int32)",
        "{type: object, properties: {n: {}}} | {type: array} | p changed its type: object, now array | p changed its type: array, now object",
        "{type: string} | {type: string, minLength: 1} | p, minLength: not stated, now 1 | p, minLength: 1, now not stated",
        "{maximum: 9} | {maximum: 9, exclusiveMaximum: true} | p, exclusiveMaximum: not stated, now true | p, exclusiveMaximum: true, now not stated",
        "{type: string} | {type: string, nullable: true} | p may now be null | p may no longer be null",
        "{type: string} | {type: string, deprecated: true} | p is deprecated | p is no longer deprecated",
        "{type: string} | {type: string, readOnly: true} | p, readOnly: false, now true | p, readOnly: true, now false",
        "{type: string} | {type: string, description: d} | p has another description | p has another description",
        "{type: string} | {type: string, enum: [a]} | p may now only be one of [\"a\"] | p may now be any value, not one of [\"a\"]",
        "{enum: [a, b]} | {enum: [b, c]} | p has other values, without [\"a\"], with [\"c\"] | p has other values, without [\"c\"], with [\"a\"]",
        "{properties: {}} | {properties: {n: {}}} | p field n is new | p field n is gone",
        "{properties: {}} | {properties: {n: {}}, required: [n]} | p field n is new, and required | p field n is gone",
        "{properties: {n: {}}} | {properties: {n: {}}, required: [n]} | p field n is now required | p field n is no longer required",
        "{type: object} | {type: object, required: [n]} | p field n is now required | p field n is no longer required",
        "{type: object} | {type: object, additionalProperties: false} | p is now closed to other fields | p is no longer closed to other fields",
        "{type: object} | {type: object, additionalProperties: {type: string}} | p.*: not stated, now {\"type\":\"string\"} | p.*: {\"type\":\"string\"}, now not stated",
        "{items: {type: string}} | {items: {type: integer}} | p[] changed its type: string, now integer | p[] changed its type: integer, now string",
        "{not: {type: string}} | {not: {type: integer}} | p (not) changed its type: string, now integer | p (not) changed its type: integer, now string",
        "{anyOf: [{type: string}, {type: number}]} | {anyOf: [{type: string}, {type: boolean}]} | p (anyOf) changed its type: number, now boolean | p (anyOf) changed its type: boolean, now number",
        "{allOf: [{type: string, minLength: 1}]} | {allOf: [{type: string, minLength: 2}]} | p (allOf), minLength: 1, now 2 | p (allOf), minLength: 2, now 1",
        "{oneOf: [{enum: [a]}, {enum: [b]}]} | {oneOf: [{enum: [c]}]} | p, oneOf: without {\"enum\":[\"a\"]} & p, oneOf: without {\"enum\":[\"b\"]} & p, oneOf: with {\"enum\":[\"c\"]} | p, oneOf: without {\"enum\":[\"c\"]} & p, oneOf: with {\"enum\":[\"a\"]} & p, oneOf: with {\"enum\":[\"b\"]}",
      })
  void reportsADifferenceOfASchema(String before, String after, String words, String back) {
    String prefix = "GET /a: query parameter ";
    assertThatItReads(schema(before), schema(after), prefix, words);
    assertThatItReads(schema(after), schema(before), prefix, back);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | deprecated: true | is deprecated | is no longer deprecated",
        " | summary: s | has another description | has another description",
        " | tags: [t] | tags: not stated, now [\"t\"] | tags: [\"t\"], now not stated",
        " | security: [{k: []}] | security: [], now [{\"k\":[]}] | security: [{\"k\":[]}], now []",
        " | servers: [{url: /b}] | servers: not stated, now [\"/b\"] | servers: [\"/b\"], now not stated",
        "servers: [{url: '{v}', variables: {v: {default: x}}}] | servers: [{url: '{v}', variables: {v: {default: y}}}] | servers: [\"x\"], now [\"y\"] | servers: [\"y\"], now [\"x\"]",
        " | parameters: [{name: p, in: query}] | query parameter p is new | query parameter p is gone",
        " | parameters: [{name: p, in: header, required: true}] | header parameter p is new, and required | header parameter p is gone",
        "parameters: [{name: p, in: query}] | parameters: [{name: p, in: query, required: true}] | query parameter p is now required | query parameter p is no longer required",
        "parameters: [{name: p, in: query}] | parameters: [{name: p, in: query, deprecated: true}] | query parameter p is deprecated | query parameter p is no longer deprecated",
        "parameters: [{name: p, in: query}] | parameters: [{name: p, in: cookie}] | query parameter p is gone & cookie parameter p is new | query parameter p is new & cookie parameter p is gone",
        "parameters: [{name: p, in: cookie}] | parameters: [{name: p, in: cookie, explode: false}] | cookie parameter p, explode: true, now false | cookie parameter p, explode: false, now true",
        " | requestBody: {content: {text/x: {}}} | request body is new | request body is gone",
        "requestBody: {content: {text/x: {}}} | requestBody: {required: true, content: {text/x: {}}} | request is now required | request is no longer required",
        "requestBody: {content: {text/x: {}}} | requestBody: {content: {text/x: {}, text/y: {}}} | request: content type text/y is new | request: content type text/y is gone",
        "requestBody: {content: {text/x: {schema: {type: string}}, text/y: {}}} | requestBody: {content: {text/x: {schema: {type: number}}, text/y: {}}} | request (text/x) changed its type: string, now number | request (text/x) changed its type: number, now string",
        " | responses: {200: {}, 404: {}} | response 404 is new | response 404 is gone",
        " | responses: {200: {content: {text/x: {}}}} | response 200: content type text/x is new | response 200: content type text/x is gone",
        " | responses: {200: {headers: {h: {}}}} | response 200: header h is new | response 200: header h is gone",
        "responses: {200: {headers: {h: {}}}} | responses: {200: {headers: {h: {required: true}}}} | response 200: header h is now required | response 200: header h is no longer required",
      })
  void reportsADifferenceOfAnOperation(
      @Nullable String before, @Nullable String after, String words, String back) {
    assertThatItReads(operation(before), operation(after), "GET /a: ", words);
    assertThatItReads(operation(after), operation(before), "GET /a: ", back);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paths: {/a: {get: {responses: {200: {}}}, put: {responses: {200: {}}}}} | PUT /a: is gone | PUT /a: is new",
        "info: {title: t} | The contract: info title: t, now not stated | The contract: info title: not stated, now t",
        "servers: [{url: /a}] | The contract: servers: [\"/a\"], now [] | The contract: servers: [], now [\"/a\"]",
        "tags: [{name: t}] | The contract: descriptions of tags changed | The contract: descriptions of tags changed",
        "security: [{k: []}] | GET /a: security: [{\"k\":[]}], now [] | GET /a: security: [], now [{\"k\":[]}]",
        "components: {securitySchemes: {k: {type: http}}} | The contract: security scheme k is gone | The contract: security scheme k is new",
      })
  void reportsADifferenceOfTheContract(String fields, String words, String back) {
    Map<String, Object> with =
        contract(fields.startsWith("paths") ? fields : PATHS + ", " + fields);
    assertThatItReads(with, contract(PATHS), "", words);
    assertThatItReads(contract(PATHS), with, "", back);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "servers: [{url: '/{v}', variables: {v: {default: one}}}] | servers: [{url: '/{v}', variables: {v: {default: two}}}] | The contract: servers: [\"/one\"], now [\"/two\"]",
        "servers: [{url: /a}, {url: /b}] | servers: [{url: /b}, {url: /a}] | The contract: servers: [\"/a\",\"/b\"], now [\"/b\",\"/a\"]",
      })
  void readsTheFirstServerAsItsDefaultsHaveIt(String before, String after, String words) {
    assertThat(reported(contract(PATHS + ", " + before), contract(PATHS + ", " + after)))
        .containsExactly(words);
  }

  @Test
  void comparesEachFieldOfOneSchema() {
    String box = "paths: {/a: {get: {%s, parameters: [{name: p, in: query, schema: %s}]}}}, %s";
    String fields =
        "{properties: {a: {$ref: '#/components/schemas/B'}, b: {$ref: '#/components/schemas/B'}}}";
    String schemas = "components: {schemas: {B: {type: %s}}}";
    Map<String, Object> before =
        contract(box.formatted(RESPONSES, fields, schemas.formatted("string")));
    Map<String, Object> after =
        contract(box.formatted(RESPONSES, fields, schemas.formatted("number")));
    String type = " changed its type: string, now number";
    assertThat(reported(before, after))
        .containsExactly(
            "GET /a: query parameter p field a" + type, "GET /a: query parameter p field b" + type);
  }

  @Test
  void distinguishesWhatTheFacadeUses() {
    String two = "info: {version: '%s'}, paths: {/a: {get: {%2$s}}, /b: {get: {%2$s}}}";
    Map<String, Object> before = contract(two.formatted(1, RESPONSES));
    Map<String, Object> after = contract(two.formatted(2, "deprecated: true, " + RESPONSES));
    assertThat(Comparison.of(before, after, Set.of("GET /a")))
        .containsExactlyInAnyOrder(
            new Change("The contract", "info version: 1, now 2", true),
            new Change("GET /a", "is deprecated", true),
            new Change("GET /b", "is deprecated", false));
  }
}
