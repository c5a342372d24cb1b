package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operation holds all that its path, and what the path refers to, states for it. */
class CanonicalPathsTest {

  private static final String RESPONSES = "responses: {200: {description: ''}}";

  private static Map<String, Object> canonical(String fields) {
    return ContractMerge.canonical(("{openapi: 3.0.1, " + fields + "}").getBytes(UTF_8));
  }

  private static Object value(String text) {
    return Document.read(("value: " + text).getBytes(UTF_8)).get("value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"})
  void knowsEveryMethod(String method) {
    String key = method.toLowerCase(Locale.ROOT);
    assertThat(canonical("paths: {/a: {" + key + ": {" + RESPONSES + "}}}"))
        .extracting("paths")
        .isEqualTo(value("{/a: {" + key + ": {" + RESPONSES + "}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "servers: [{url: /p}], get: {R}                    | {servers: [{url: /p}], R}",
        "servers: [{url: /p}], get: {servers: [{url: /o}], R} | {servers: [{url: /o}], R}",
        "summary: of path, get: {summary: own, R}          | {summary: own, R}",
        "description: of path, get: {R}                    | {description: of path, R}",
        "x-more: of path, get: {x-less: own, R}            | {x-less: own, R}",
        "parameters: [{name: p, in: query, schema: {type: string}}], get: {parameters: [{name: p, in: header, schema: {}}], R}"
            + " | {parameters: [{name: p, in: header, schema: {}}, {name: p, in: query, schema: {type: string}}], R}",
        "parameters: [{name: p, in: query, schema: {type: string}}], get: {parameters: [{name: p, in: query, schema: {}}], R}"
            + " | {parameters: [{name: p, in: query, schema: {}}], R}",
        "parameters: [{name: p}, {in: query}, text], get: {R} | {R}",
        "get: {responses: {200: {description: ''}, x-more: {description: no response}}} | {R}",
        "$ref: '#/x-paths/A', summary: beside it, get: {R} | {summary: beside it, R}",
        "$ref: '#/x-paths/A'                               | {summary: behind it, R}",
      })
  void givesAnOperationWhatItsPathStates(String path, String operation) {
    String paths = "paths: {/a: {" + path.replace("R}", RESPONSES + "}") + "}}";
    String elsewhere = ", x-paths: {A: {summary: behind it, get: {" + RESPONSES + "}}}";
    assertThat(References.at(canonical(paths + elsewhere), "#/paths/~1a/get"))
        .isEqualTo(value(operation.replace("R}", RESPONSES + "}")));
  }

  @Test
  void takesNoExtensionForAPath() {
    assertThat(
            canonical(
                "paths: {/a: {get: {%1$s}}, x-more: {get: {%1$s}}, /b: text}".formatted(RESPONSES)))
        .extracting("paths")
        .isEqualTo(value("{/a: {get: {" + RESPONSES + "}}}"));
  }

  @Test
  void putsASecuritySchemeInPlace() {
    assertThat(
            References.at(
                canonical(
                    "paths: {/a: {}}, components: {securitySchemes: {k: {$ref: '#/x-keys/k'}}},"
                        + " x-keys: {k: {type: http, scheme: basic}}"),
                "#/components/securitySchemes/k"))
        .isEqualTo(Map.of("type", "http", "scheme", "basic"));
  }
}
