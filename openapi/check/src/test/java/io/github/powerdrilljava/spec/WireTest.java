package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.Edits.BODY;
import static io.github.powerdrilljava.spec.Edits.OK;
import static io.github.powerdrilljava.spec.Edits.PRESIGN;
import static io.github.powerdrilljava.spec.Edits.add;
import static io.github.powerdrilljava.spec.Edits.behindReference;
import static io.github.powerdrilljava.spec.Edits.set;
import static io.github.powerdrilljava.spec.Edits.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.spec.Edits.Edit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What means nothing to the facade leaves it untouched, and what it sends the same to the byte. */
class WireTest {

  private static final int SEEDS = 4;

  @TempDir static Path first;
  private static Map<String, String> sources;
  private static String sent;

  @TempDir Path dir;

  @BeforeAll
  static void makeTheClientOfToday() throws Exception {
    sources = Wire.generate(Wire.merged(Edits.contract()), first);
    sent = Wire.send(first);
  }

  @Test
  void putsEveryParameterWhereItBelongs() {
    assertThat(sent)
        .startsWith("POST /api/v2/team/datasets/the%20dataset/datasources/the%2Fsource/presign ")
        .contains("x-pd-external-trace-id: trace\n")
        .endsWith("\n{\"expires_in\":61,\"user_id\":\"user\"}");
  }

  private static @Nullable Object shuffled(@Nullable Object node, Random random) {
    if (node instanceof Map<?, ?> map) {
      List<String> keys = new ArrayList<>(Document.fields(map).keySet());
      Collections.shuffle(keys, random);
      Map<String, Object> shuffled = new LinkedHashMap<>();
      keys.forEach(key -> shuffled.put(key, shuffled(map.get(key), random)));
      return shuffled;
    }
    if (node instanceof List<?> list) {
      List<Object> shuffled = new ArrayList<>();
      list.forEach(each -> shuffled.add(shuffled(each, random)));
      Collections.shuffle(shuffled, random);
      return shuffled;
    }
    return node;
  }

  @Test
  void anyOrderMakesTheSameClient() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Object other = shuffled(Edits.contract(), new Random(seed));
      Path target = dir.resolve("seed" + seed);
      assertThat(Wire.generate(Wire.merged(Document.fields(Objects.requireNonNull(other))), target))
          .as("seed %d", seed)
          .isEqualTo(sources);
    }
  }

  static Stream<Arguments> same() {
    String body = PRESIGN + ".requestBody.content['application/json']";
    return Stream.of(
        Arguments.of("3.1", set("$", "openapi", "3.1.0")),
        Arguments.of("a renamed tag", set(PRESIGN, "tags", value("[Files]"))),
        Arguments.of("another summary", set(PRESIGN, "summary", "Give a URL")),
        Arguments.of("an operation id", set(PRESIGN, "operationId", "class")),
        Arguments.of("deprecation", set(PRESIGN, "deprecated", true)),
        Arguments.of(
            "a body behind a reference",
            behindReference(PRESIGN, "requestBody", "requestBodies", "B")),
        Arguments.of(
            "a schema behind a reference",
            behindReference(body, "schema", "schemas", "Presigning")),
        Arguments.of(
            "a response behind a reference",
            behindReference(PRESIGN + ".responses", "200", "responses", "R")),
        Arguments.of(
            "data behind a reference",
            behindReference(
                OK + ".content['application/json'].schema.properties",
                "data",
                "schemas",
                "Failure")),
        Arguments.of(
            "a parameter behind a reference",
            (Edit)
                contract -> {
                  Map<String, Object> components = Document.fields(contract.get("components"));
                  components.put(
                      "parameters",
                      Map.of(
                          "D",
                          value(
                              "{name: dataset_id, in: path, required: true, schema: {type: string}}")));
                  List<Object> parameters = JsonPath.parse(contract).read(PRESIGN + ".parameters");
                  parameters.set(0, Map.of("$ref", "#/components/parameters/D"));
                }),
        Arguments.of(
            "schemas of our names",
            set("$.components.schemas", "PresignDataSourceRequest", value("{type: string}"))
                .and(set("$.components.schemas", "PresignDataSourceApi", value("{type: string}")))
                .and(set("$.components.schemas", "presigneddatasource", value("{type: object}")))
                .and(
                    set(
                        "$.paths['/v2/team/crates/{crate_id}'].get.responses['200'].content['application/json'].schema.properties",
                        "data",
                        value(
                            "{type: object, properties: {a: {$ref: '#/components/schemas/PresignDataSourceRequest'}, b: {$ref: '#/components/schemas/presigneddatasource'}, c: {$ref: '#/components/schemas/PresignDataSourceApi'}}}")))),
        Arguments.of(
            "an operation of our name",
            set("$.paths['/v2/team/crates/{crate_id}'].put", "operationId", "presignDataSource")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("same")
  void makesTheSameClientOf(String what, Edit edit) throws Exception {
    Map<String, Object> contract = Edits.contract();
    edit.accept(contract);
    Map<String, String> made = Wire.generate(Wire.merged(contract), dir);
    sources.forEach(
        (file, source) ->
            assertThat(withoutWords(made.get(file))).as(file).isEqualTo(withoutWords(source)));
  }

  /** Javadoc may follow the vendor's words. */
  private static String withoutWords(@Nullable String source) {
    return String.valueOf(source).replaceAll("(?s)/\\*\\*.*?\\*/", "").replaceAll("\\s+", " ");
  }

  static Stream<Arguments> additions() {
    return Stream.of(
        Arguments.of(
            "optional parameters of every name",
            (Edit)
                contract -> {
                  for (String name :
                      new String[] {
                        "dataset-id",
                        "datasetId",
                        "body",
                        "api",
                        "call",
                        "X-PD-External-Trace-Id",
                        "externalTraceId",
                        "class",
                        "toString"
                      }) {
                    add(
                            PRESIGN + ".parameters",
                            Map.of("name", name, "in", "query", "schema", value("{type: string}")))
                        .accept(contract);
                  }
                }),
        Arguments.of(
            "optional fields of every name",
            (Edit)
                contract -> {
                  for (String name :
                      new String[] {
                        "user-id", "userId", "ExpiresIn", "build", "Builder", "class"
                      }) {
                    set(BODY + ".properties", name, value("{type: string}")).accept(contract);
                  }
                }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("additions")
  void sendsTheSameBytesBeside(String what, Edit edit) throws Exception {
    Map<String, Object> contract = Edits.contract();
    edit.accept(contract);
    Wire.generate(Wire.merged(contract), dir);
    assertThat(Wire.send(dir)).isEqualTo(sent);
  }
}
