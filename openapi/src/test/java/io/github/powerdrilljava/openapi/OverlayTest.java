package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlay adds what the vendor leaves out, wherever the vendor keeps the rest. */
class OverlayTest {

  private final List<String> notes = new ArrayList<>();

  private Map<String, Object> merge(String contract, String... actions) {
    String overlay = "{overlay: 1.0.0, actions: [" + String.join(",", actions) + "]}";
    return ContractMerge.merge(contract.getBytes(UTF_8), overlay.getBytes(UTF_8), notes::add);
  }

  private static String contract(String schema, String components) {
    return """
    openapi: 3.0.1
    paths:
      /a: {post: {requestBody: {content: {text/x: {schema: %s}}}, responses: {200: {}}}}
      /b: {post: {requestBody: {content: {text/x: {schema: {$ref: '#/components/schemas/T'}}}}, responses: {200: {}}}}
    components: {schemas: {T: {type: object, properties: {n: {type: integer}}}, %s}}
    """
        .formatted(schema, components);
  }

  private static final String FIELD =
      "$.paths['/a'].post.requestBody.content[*].schema.properties.n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: object, properties: {n: {type: integer}}}",
        "{$ref: '#/components/schemas/T'}",
        "{$ref: '#/components/schemas/S'}",
        "{allOf: [{$ref: '#/components/schemas/T'}, {required: [n]}]}",
        "{x-order: [n], additionalProperties: true, allOf: [{$ref: '#/components/schemas/T'}, {nullable: false}]}",
        "{type: object, properties: {n: {$ref: '#/components/schemas/N'}}}",
      })
  void reachesAFieldWhereverItIs(String schema) {
    Map<String, Object> merged =
        merge(
            contract(schema, "S: {$ref: '#/components/schemas/T'}, N: {type: integer}"),
            "{target: \"" + FIELD + "\", update: {minimum: 60}}");
    assertThat(notes).isEmpty();
    assertThat(
            References.at(
                merged, "#/paths/~1a/post/requestBody/content/text~1x/schema/properties/n"))
        .isEqualTo(Map.of("type", "integer", "minimum", 60L));
    assertThat(References.at(merged, "#/components/schemas/T/properties/n"))
        .as("what other operations share")
        .isEqualTo(Map.of("type", "integer"));
    assertThat(References.at(merged, "#/paths/~1b/post/requestBody/content/text~1x/schema"))
        .as("what no action is about")
        .isEqualTo(Map.of("$ref", "#/components/schemas/T"));
  }

  @ParameterizedTest
  @CsvSource({
    "parameters[0],                    parameters/0",
    "requestBody.content['text/x'],    requestBody/content/text~1x",
    "responses['200'].content['text/x'], responses/200/content/text~1x",
  })
  void reachesASchemaBehindAReferenceInEveryPartOfAnOperation(String path, String pointer) {
    String body = "{content: {text/x: {schema: {$ref: '#/components/schemas/T'}}}}";
    Map<String, Object> merged =
        merge(
            """
            openapi: 3.0.1
            paths: {/a: {post: {
              parameters: [{name: p, in: query, schema: {$ref: '#/components/schemas/T'}}],
              requestBody: %s, responses: {200: %s}}}}
            components: {schemas: {T: {type: string}}}
            """
                .formatted(body, body),
            "{target: \"$.paths['/a'].post.%s.schema\", update: {maxLength: 5}}".formatted(path));

    assertThat(References.at(merged, "#/paths/~1a/post/" + pointer + "/schema"))
        .isEqualTo(Map.of("type", "string", "maxLength", 5L));
  }

  @Test
  void removesEveryMatch() {
    Map<String, Object> merged =
        merge(
            "{openapi: 3.0.1, tags: [a, b, a, c], paths: {/a: {}}}",
            "{target: \"$.tags[?(@ == 'a')]\", remove: true}");
    assertThat(merged.get("tags")).isEqualTo(List.of("b", "c"));
    assertThat(notes).isEmpty();
  }

  @Test
  void appliesActionsInTheirOrder() {
    Map<String, Object> merged =
        merge(
            "{openapi: 3.0.1, paths: {/a: {}}}",
            "{target: $.info, update: {title: late}}",
            "{target: $, update: {info: {version: '1'}}}",
            "{target: $.info, update: {title: in time}}");
    assertThat(merged.get("info")).isEqualTo(Map.of("version", "1", "title", "in time"));
    assertThat(notes).containsExactly("Finds nothing in the contract: $.info");
  }

  @Test
  void leavesWhatTheVendorStatesAndReportsIt() {
    Map<String, Object> merged =
        merge(
            "{openapi: 3.0.1, info: {title: theirs, version: '1'}, tags: [x], paths: {/a: {}}}",
            "{target: $.info, update: {title: ours, version: '1', summary: new}}",
            "{target: $, update: {tags: [y]}}",
            "{target: $.nothing, remove: true}",
            "{target: $.gone, update: {x-java-name: ours}}");
    assertThat(merged)
        .containsEntry("info", Map.of("title", "theirs", "version", "1", "summary", "new"))
        .containsEntry("tags", List.of("x"));
    assertThat(notes)
        .containsExactly(
            "The contract states /title as theirs, which is kept, instead of ours: $.info",
            "The contract now states /version itself: $.info",
            "The contract states /tags as [x], which is kept, instead of [y]: $",
            "Finds nothing in the contract: $.nothing",
            "The facade uses ours, but the contract has nothing at $.gone");
  }

  @Test
  void givesEachMatchItsOwnCopy() {
    Map<String, Object> merged =
        merge(
            "{openapi: 3.0.1, tags: [{name: a}, {name: b}], paths: {/a: {}}}",
            "{target: '$.tags[*]', update: {x: {y: 1}}}",
            "{target: \"$.tags[?(@.name == 'a')].x\", update: {z: 2}}");
    assertThat(merged.get("tags"))
        .isEqualTo(
            List.of(
                Map.of("name", "a", "x", Map.of("y", 1L, "z", 2L)),
                Map.of("name", "b", "x", Map.of("y", 1L))));
  }

  @Test
  void doesNotMixASchemaOfTheVendorsWithOurs() {
    Map<String, Object> merged =
        merge(
            "{openapi: 3.0.1, a: {x: {schema: {type: string}}, y: {schema: {type: string}}}, paths: {/a: {}}}",
            "{target: '$.a[*]', update: {schema: {type: object, required: [code]}}}");
    assertThat(merged.get("a"))
        .isEqualTo(
            Map.of(
                "x", Map.of("schema", Map.of("type", "string")),
                "y", Map.of("schema", Map.of("type", "string"))));
    assertThat(notes).containsExactly("The contract has a schema of its own at /schema: $.a[*]");
  }
}
