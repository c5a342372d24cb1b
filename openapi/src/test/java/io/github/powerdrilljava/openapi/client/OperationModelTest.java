package io.github.powerdrilljava.openapi.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.Document;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operation takes, and where it puts that, seen before it is generated. */
class OperationModelTest {

  private static Map<String, Object> client(String contract) {
    return ClientContract.of(Document.read(contract.getBytes(UTF_8)));
  }

  private static List<Map<String, Object>> parameters(String path, String stated) {
    Map<String, Object> client =
        client(
            "{paths: {'%s': {get: {operationId: f, parameters: [%s], responses: {200: {}}}}}}"
                .formatted(path, stated));
    Map<String, Object> get = Node.map(Node.map(Node.map(client, "paths"), "/f"), "get");
    return Node.list(Node.map(get, "x-java"), "parameters").stream().map(Node::map).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a     | {name: X-A, in: header}, {name: x-a, in: header} | header \"X-A\"",
        "/a     | {name: A, in: query}, {name: a, in: query}       | query \"A\", query \"a\"",
        "/a     | {name: a, in: query}, {name: a, in: header}      | query \"a\", header \"a\"",
        "/{id}  | ''                                               | path \"id\"",
        "/{id}  | {name: id, in: path, required: true}             | path \"id\"",
        "/a     | {name: id, in: path, required: true}             | ''",
        "/a?q={id} | {name: id, in: path, required: true}          | query \"q\"",
      })
  void takesEachParameterOnce(String path, String stated, String taken) {
    assertThat(
            parameters(path, stated).stream()
                .map(each -> each.get("in") + " " + each.get("wire"))
                .collect(joining(", ")))
        .isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/{Id}  | {name: id, in: header}                                    | Id=id, id=id2",
        "/a     | {name: ID, in: header}, {name: id, in: query}             | ID=id, id=id2",
        "/a     | {name: ID, in: query}, {name: id, in: cookie}             | ID=id, id=id2",
        "/a     | {name: ID, in: query}, {name: id, in: query}              | ID=id2, id=id",
        "/a     | {name: ID, in: query}, {name: b, in: query, x-java-name: id} | ID=id2, b=id",
        "/a     | {name: body, in: query}                                   | body=body2",
      })
  void callsAParameterByItsPlaceFirstAndItsSpellingThen(String path, String stated, String names) {
    assertThat(
            parameters(path, stated).stream()
                .map(
                    each ->
                        String.valueOf(each.get("wire")).replace("\"", "") + "=" + each.get("name"))
                .sorted())
        .containsExactly(names.split(", ", -1));
  }

  @ParameterizedTest
  @CsvSource({"a-b, a_b", "a_b, a-b"})
  void callsAValueTheSameInWhateverOrderValuesCome(String first, String second) {
    Map<String, Object> client =
        client(
            "{paths: {/a: {get: {operationId: f, parameters: [{name: p, in: query, schema: {enum: [%s, %s]}}], responses: {200: {}}}}}}"
                .formatted(first, second));
    Map<String, Object> schemas = Node.map(Node.map(client, "components"), "schemas");
    Map<String, Object> type = Node.map(schemas.values().iterator().next());

    Map<Object, Object> constants =
        Node.list(Node.map(type, "x-java"), "constants").stream()
            .map(Node::map)
            .collect(toMap(each -> each.get("constant"), each -> each.get("value")));

    assertThat(constants).isEqualTo(Map.of("A_B", "\"a-b\"", "A_B2", "\"a_b\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data, application/json                       | application/json",
        "application/vnd.a+json, application/json; charset=x         | application/json; charset=x",
        "application/x-www-form-urlencoded, application/vnd.a+json   | application/vnd.a+json",
        "application/x-www-form-urlencoded, multipart/form-data      | multipart/form-data",
        "application/pdf, application/x-www-form-urlencoded          | application/x-www-form-urlencoded",
        "text/plain, application/xml                                 | application/xml",
      })
  void prefersJsonThenAFormOfSeveralContents(String types, String preferred) {
    Map<String, Object> contents =
        Arrays.stream(types.split(", ", -1)).collect(toMap(Function.identity(), type -> Map.of()));
    assertThat(MediaTypes.preferred(contents).orElseThrow().mediaType()).isEqualTo(preferred);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, false",
    "text/event-stream, true",
    "application/xml, false",
    "application/atom+xml; charset=x, false",
    "application/octet-stream, true",
  })
  void readsAsAWholeOnlyWhatIsSmall(String type, boolean stream) {
    assertThat(new MediaTypes.Content(type, Map.of()).isStream()).isEqualTo(stream);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/{b}              | a/{b}",
        "//host.example/a    | .//host.example/a",
        "/http://h/a         | ./http://h/a",
        "/a:b                | ./a:b",
        "/a/b:c              | a/b:c",
        "/{odd name}         | {odd__0}",
        "/a{b                | a%7Bb",
        "/a?x={y}&z=1        | a?z=1",
        "/a?x={y}            | a",
      })
  void keepsAPathBelowTheBaseUrl(String path, String relative) {
    assertThat(new PathTemplate(path).text()).isEqualTo(relative);
  }
}
