package io.github.powerdrilljava.generated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.openapi.UnusableContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a vendor may write in a contract, a client can be made from it. */
class CorpusTest {

  @TempDir Path dir;

  @ParameterizedTest
  @MethodSource("io.github.powerdrilljava.generated.Corpus#contracts")
  void generatesAndCompiles(String contract) throws Exception {
    assertThat(Corpus.client(contract).sources()).hasSizeGreaterThan(5);
  }

  /** The JVM passes no more than 255 arguments. */
  @ParameterizedTest
  @ValueSource(ints = {250, 251, 600})
  void knowsNoLimitOfFieldsAndParameters(int count) throws Exception {
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, Object> sample = new TreeMap<>();
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      properties.put("f" + i, Map.of("type", "integer"));
      sample.put("f" + i, (long) i);
      parameters.add(Map.of("name", "p" + i, "in", "query", "schema", Map.of("type", "integer")));
    }
    Map<String, Object> schema = Map.of("type", "object", "properties", properties);
    Map<String, Object> content =
        Map.of("content", Map.of("application/json", Map.of("schema", schema)));
    Map<String, Object> operation =
        Map.of(
            "operationId", "wide", "parameters", parameters, "responses", Map.of("200", content));
    GeneratedClient client =
        GeneratedClient.of(Map.of("paths", Map.of("/wide", Map.of("get", operation))), dir);
    String json = client.write(Object.class, sample);
    assertThat(client.readAndWrite(client.model("WideResponse"), json)).isEqualTo(json);
    assertThat(client.model("WideResponse").isRecord()).isEqualTo(count <= 250);
    assertThat(
            client.call("wide", "{\"p1\": 1, \"p249\": 2}", "http://127.0.0.1:1/").request().url())
        .hasToString("http://127.0.0.1:1/wide?p1=1&p249=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{paths: {}}", "{paths: {/x: {get: {}}}}", "{paths: {/x: {}}}"})
  void takesAContractWithNextToNothingInIt(String contract) throws Exception {
    assertThat(GeneratedClient.problems(Document.read(contract.getBytes(UTF_8)), dir)).isEmpty();
  }

  /** On demand, of each contract in a folder: {@code -Dcontracts=DIR}. */
  @Test
  @EnabledIfSystemProperty(named = "contracts", matches = ".+")
  void generatesAndCompilesAFolder() throws IOException {
    List<String> failures = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("contracts")))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    System.out.printf("%-55s %10s %7s  %s%n", "file", "operations", "seconds", "result");
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      long start = System.nanoTime();
      long operations = 0;
      String result;
      try {
        Map<String, Object> merged = GeneratedClient.merge(Files.readAllBytes(file));
        operations = GeneratedClient.operations(merged);
        List<String> problems = GeneratedClient.problems(merged, dir.resolve(name));
        result = problems.isEmpty() ? "compiles" : problems.size() + ": " + problems.get(0);
        problems.forEach(problem -> failures.add(name + ": " + problem));
      } catch (UnusableContractException e) {
        result = "is no contract: " + e.getMessage();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%-55s %10d %7.1f  %s%n", name, operations, seconds, result);
    }
    assertThat(failures).isEmpty();
  }
}
