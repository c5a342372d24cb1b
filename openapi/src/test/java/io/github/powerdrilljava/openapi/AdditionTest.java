package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operations are added to a contract, and the rest of it stays. */
class AdditionTest {

  private static final String CONTRACT =
      """
      # The vendor's.
      openapi: 3.0.1
      info:
        title: Test
        version: 1.0.0
      tags:
        - name: A
        - name: B
      paths:
        /b/{id}:
          # Gets it.
          get:
            summary: >-
              One line
            parameters:
              - name: id
                in: path
                required: true
                schema:
                  $ref: '#/components/schemas/Id'
            responses:
              '200':
                description: ''
          # Removes it.
          delete:
            responses:
              '204':
                description: gone
        /a:
          get:
            responses:
              '200':
                description: a
      components:
        schemas:
          Id:
            type: string
      servers:
        - url: https://a.example
      """;

  private static String added(String contract, String file) {
    return new String(ContractMerge.add(contract.getBytes(UTF_8), file.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void replacesAnOperationInItsPlaceAndKeepsTheRestAsItIsWritten() {
    String file =
        """
        openapi: 3.0.1
        info: {title: Test, version: 1.0.0}
        paths:
          /b/{id}:
            delete:
              responses:
                '202':
                  description: later
        """;
    assertThat(added(CONTRACT, file))
        .isEqualTo(
            CONTRACT.replace(
                "'204':\n          description: gone", "'202':\n          description: later"));
  }

  @Test
  void addsPathsMethodsComponentsAndTagsAtTheEndOfTheirs() {
    String file =
        """
        openapi: 3.0.1
        tags: [{name: B, description: more}, {name: C}]
        paths:
          /a: {put: {responses: {'200': {description: put}}}}
          /c: {get: {responses: {'200': {description: c}}}}
        components:
          schemas: {Size: {type: integer}}
          securitySchemes: {key: {type: apiKey}}
        """;
    Map<String, Object> result = Document.read(added(CONTRACT, file).getBytes(UTF_8));
    assertThat(Document.fields(result.get("paths"))).containsOnlyKeys("/b/{id}", "/a", "/c");
    assertThat(result.get("paths").toString()).contains("description=a}", "description=put");
    assertThat(result.get("tags")).hasToString("[{name=A}, {name=B, description=more}, {name=C}]");
    assertThat(result.get("components").toString())
        .isEqualTo(
            "{schemas={Id={type=string}, Size={type=integer}}, securitySchemes={key={type=apiKey}}}");
    assertThat(result.get("servers")).hasToString("[{url=https://a.example}]");
  }

  @Test
  void takesAPathForTheSameWhateverItCallsItsParameters() {
    String file =
        """
        openapi: 3.0.1
        paths:
          /b/{name}:
            get: {responses: {'200': {description: get}}}
            delete: {responses: {'200': {description: delete}}}
        """;
    Map<String, Object> result = Document.read(added(CONTRACT, file).getBytes(UTF_8));
    assertThat(Document.fields(result.get("paths")).keySet()).containsExactly("/b/{name}", "/a");
  }

  @Test
  void takesWhatTheFileStatesOfTheWholeApi() {
    String file =
        """
        {"openapi": "3.0.1", "servers": [{"url": "https://b.example"}],
         "paths": {"/a": {"get": {"responses": {"200": {"description": ""}}}}}}
        """;
    assertThat(added(CONTRACT, file)).contains("https://b.example").doesNotContain("a.example");
  }

  @Test
  void addsAnOperationOfAnotherVersionOfOpenApi() {
    String nullable =
        """
        openapi: 3.1.0
        paths:
          /n:
            get:
              responses:
                '200':
                  description: ''
                  content:
                    application/json:
                      schema:
                        type: [string, 'null']
        """;
    assertThat(added(CONTRACT, nullable)).startsWith("# The vendor's.").contains("nullable");
    assertThat(added(nullable, CONTRACT)).contains("nullable", "/b/{id}");
  }

  @Test
  void addsNothingThatWouldMeanSomethingElse() {
    String contract =
        CONTRACT.replace(
            "  /a:\n",
            "  /a:\n    parameters:\n      - {name: q, in: query, required: true, schema: {}}\n");
    String file = "{openapi: 3.0.1, paths: {/a: {put: {responses: {'200': {description: ''}}}}}}";
    assertThatThrownBy(() -> added(contract, file))
        .isInstanceOf(UnusableContractException.class)
        .hasMessageStartingWith("It cannot be added, as /a would mean something else");
  }

  @Test
  void keepsTheAcceptedContractLineByLineButForFoldedText() throws Exception {
    String contract = Files.readString(Path.of("powerdrill-v2.yaml"));
    String file = "{openapi: 3.0.1, paths: {/x: {get: {responses: {'200': {description: ''}}}}}}";
    String result = added(contract, file);
    assertThat(result.lines().filter(line -> contract.lines().noneMatch(line::equals)).count())
        .isLessThan(20);
    assertThat(Document.read(added(result, file).getBytes(UTF_8)))
        .isEqualTo(Document.read(result.getBytes(UTF_8)));
  }
}
