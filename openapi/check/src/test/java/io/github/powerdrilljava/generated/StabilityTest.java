package io.github.powerdrilljava.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.spec.Generation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated names stay as they are when the contract says the same otherwise, or says more. */
class StabilityTest {

  private static final String PRESIGN =
      "/v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign";
  private static final String PARAMETERS =
      """
      {"datasetId": "a", "datasourceId": "b", "externalTraceId": "c",
       "body": {"user_id": "d", "expires_in": 60}}""";

  private static final List<String> FACADE_USES =
      List.of(
          "api/PresignDataSourceApi",
          "model/PresignDataSourceRequest",
          "model/PresignDataSourceResponse",
          "model/PresignedDataSource");

  @TempDir static Path current;
  private static Map<String, List<String>> before;

  @TempDir Path dir;

  @BeforeAll
  static void generateAsItIs() throws Exception {
    before = members(merged(), current);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "values", "calls", "names", "nasty", "schemas"})
  void orderMeansNothing(String contract) throws Exception {
    Map<String, List<String>> expected = members(Corpus.contract(contract), "as it is");
    for (int seed = 0; seed < 3; seed++) {
      Map<String, Object> shuffled =
          Document.fields(shuffle(Corpus.contract(contract), new Random(seed)));
      assertThat(members(shuffled, "shuffled" + seed)).as("seed " + seed).isEqualTo(expected);
    }
  }

  /** The types and members of an operation are the same without all the others. */
  @ParameterizedTest
  @ValueSource(strings = {"whole", "calls", "names"})
  void otherOperationsMeanNothing(String contract) throws Exception {
    Map<String, List<String>> together = members(Corpus.contract(contract), "together");
    Map<String, Object> paths = Document.fields(Corpus.contract(contract).get("paths"));
    for (Map.Entry<String, Object> path : paths.entrySet()) {
      Map<String, Object> alone = new LinkedHashMap<>(Corpus.contract(contract));
      alone.put("paths", Map.of(path.getKey(), path.getValue()));
      members(alone, "alone" + path.getKey().hashCode())
          .forEach(
              (file, source) -> {
                if (!file.equals("module-info.java")) {
                  assertThat(together).containsEntry(file, source);
                }
              });
    }
  }

  private Map<String, List<String>> members(Map<String, Object> contract, String name)
      throws Exception {
    return members(contract, dir.resolve(name));
  }

  private static Map<String, List<String>> members(Map<String, Object> contract, Path target)
      throws Exception {
    new Generation(Path.of("../../generated-client")).generate(contract, target);
    return members(target);
  }

  private static Map<String, List<String>> members(Path target) throws Exception {
    Map<String, List<String>> members = new TreeMap<>();
    GeneratedClient.sources(target)
        .forEach(
            (file, source) ->
                members.put(
                    file, source.lines().map(line -> line.replaceAll(",$", "")).sorted().toList()));
    return members;
  }

  private static Object shuffle(Object node, Random random) {
    if (node instanceof Map<?, ?> map) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      Collections.shuffle(entries, random);
      Map<Object, Object> shuffled = new LinkedHashMap<>();
      entries.forEach(entry -> shuffled.put(entry.getKey(), shuffle(entry.getValue(), random)));
      return shuffled;
    } else if (node instanceof List<?> list) {
      List<Object> shuffled = new ArrayList<>();
      list.forEach(each -> shuffled.add(shuffle(each, random)));
      Collections.shuffle(shuffled, random);
      return shuffled;
    }
    return node;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing else | / | {}",
        "a component of the request's name | /components/schemas/PresignDataSourceRequest | {type: object, properties: {x: {type: string}}}",
        "an operation of the same name | /paths/~1other/post | {operationId: presignDataSource, parameters: [{name: q, in: query, schema: {$ref: '#/components/schemas/PresignDataSourceRequest'}}], responses: {'200': {description: ''}}}",
        "its name in capitals | /paths/~1other/get | {operationId: PRESIGNDATASOURCE, responses: {'200': {description: ''}}}",
        "a type of the same name | /paths/~1other/get | {operationId: presignedData, responses: {'200': {description: '', content: {application/json: {schema: {type: object, properties: {source: {type: object, properties: {y: {type: string}}}}}}}}}}",
        "another tag | PRESIGN/tags | [Elsewhere, class]",
        "another summary | PRESIGN/summary | Something else",
        "an operation id | PRESIGN/operationId | fetchIt",
        "parameters like those pinned | PRESIGN/parameters/+ | [{name: externalTraceId, in: query, schema: {type: string}}, {name: external_trace_id, in: query, schema: {type: string}}, {name: dataset-id, in: query, schema: {type: string}}, {name: datasetId, in: header, schema: {type: string}}, {name: body, in: query, schema: {type: string}}]",
        "fields like the known | PRESIGN/requestBody/content/application~1json/schema/properties/+ | {userId: {type: string}, user-id: {type: string}, expiresIn: {type: integer}, EXPIRES_IN: {type: integer}, '🙂': {type: string}}",
      })
  void theFacadesNamesStay(String what, String pointer, String addition) throws Exception {
    Map<String, Object> contract = merged();
    if (!pointer.equals("/")) {
      String path = pointer.replace("PRESIGN", "/paths/" + PRESIGN.replace("/", "~1") + "/post");
      add(contract, path.substring(1).split("/"), 0, yaml(addition));
    }
    Path more = dir.resolve("more");
    assertThat(GeneratedClient.problems(contract, more)).isEmpty();
    Map<String, List<String>> after = members(more);
    for (String file : FACADE_USES) {
      assertThat(code(after, file)).as(file).containsAll(code(before, file));
    }
  }

  private static List<String> code(Map<String, List<String>> members, String file) {
    return members.get("io/github/powerdrilljava/generated/" + file + ".java").stream()
        .filter(line -> !line.strip().startsWith("*"))
        .toList();
  }

  @Test
  void sendsWhatTheFacadeSets() throws Exception {
    GeneratedClient client = GeneratedClient.of(merged(), dir);
    try (LoopbackService service = new LoopbackService("{\"code\":0}")) {
      client.call("presignDataSource", PARAMETERS, service.baseUrl()).execute();
      assertThat(service.request())
          .isEqualTo(
              "POST /api/v2/team/datasets/a/datasources/b/presign; X-Pd-External-Trace-Id: c;"
                  + " Content-Type: application/json; charset=UTF-8; "
                  + "{\"expires_in\":60,\"user_id\":\"d\"}");
    }
    Class<?> request = client.model("PresignDataSourceRequest$Builder");
    assertThat(request.getMethod("userId", String.class)).isNotNull();
    assertThat(request.getMethod("expiresIn", Long.class)).isNotNull();
    assertThat(client.model("PresignDataSourceResponse").getMethod("data").getReturnType())
        .isEqualTo(client.model("PresignedDataSource"));
  }

  @Test
  void aDeprecatedOperationCompilesWithoutWarnings() throws Exception {
    Map<String, Object> contract = merged();
    String[] path = ("paths/" + PRESIGN.replace("/", "~1") + "/post/deprecated").split("/");
    add(contract, path, 0, true);
    String source =
        GeneratedClient.of(contract, dir)
            .sources()
            .get("io/github/powerdrilljava/generated/api/PresignDataSourceApi.java");
    assertThat(source).contains("<p>Deprecated.").doesNotContain("@Deprecated", "@deprecated");
  }

  private static Map<String, Object> merged() throws Exception {
    return ContractMerge.merge(
        Files.readAllBytes(Path.of("../powerdrill-v2.yaml")),
        Files.readAllBytes(Path.of("../overlay.yaml")),
        objection -> {});
  }

  private static Object yaml(String text) {
    return Document.read(("value: " + text).getBytes(StandardCharsets.UTF_8)).get("value");
  }

  /** Puts a value somewhere, or what it holds if the last step is a plus. */
  private static void add(Map<String, Object> node, String[] path, int i, Object value) {
    String step = path[i].replace("~1", "/").replace("~0", "~");
    if (i == path.length - 1) {
      node.put(step, value);
    } else if (path[i + 1].equals("+") && node.get(step) instanceof List<?> list) {
      List<Object> more = new ArrayList<>(list);
      more.addAll((List<?>) value);
      node.put(step, more);
    } else if (path[i + 1].equals("+")) {
      Document.fields(node.get(step)).putAll(Document.fields(value));
    } else {
      Object next = node.computeIfAbsent(step, key -> new LinkedHashMap<String, Object>());
      add(Document.fields(next), path, i + 1, value);
    }
  }
}
