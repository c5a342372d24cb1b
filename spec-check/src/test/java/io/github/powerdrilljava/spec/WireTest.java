package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.Edits.BODY;
import static io.github.powerdrilljava.spec.Edits.OK;
import static io.github.powerdrilljava.spec.Edits.PRESIGN;
import static io.github.powerdrilljava.spec.Edits.add;
import static io.github.powerdrilljava.spec.Edits.behindReference;
import static io.github.powerdrilljava.spec.Edits.set;
import static io.github.powerdrilljava.spec.Edits.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.spec.Edits.Edit;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
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
  private static final String OPERATION = "Presign";

  @TempDir static Path first;
  private static Map<String, String> sources;
  private static String sent;

  @TempDir Path dir;

  @BeforeAll
  static void makeTheClientOfToday() throws Exception {
    sources = generate(merged(Edits.contract()), first);
    sent = send(first);
  }

  private static Map<String, Object> merged(Map<String, Object> contract) throws IOException {
    return ContractMerge.merge(
        Document.write(contract).getBytes(UTF_8),
        Files.readAllBytes(Checkout.PROJECT.resolve("openapi/overlay.yaml")),
        note -> {});
  }

  /** The sources of the presign operation, by file. */
  private static Map<String, String> generate(Map<String, Object> merged, Path target)
      throws IOException {
    new Generation(Checkout.PROJECT.resolve("generated-client")).generate(merged, target);
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> all = Files.walk(target)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (file.getFileName().toString().startsWith(OPERATION)) {
          sources.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return sources;
  }

  /** Compiles client and facade, and gives what a presign puts on the wire. */
  private static String send(Path target) throws Exception {
    List<Path> all = new ArrayList<>();
    for (Path root : List.of(target, Checkout.PROJECT.resolve("facade/src/main/java"))) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .forEach(all::add);
      }
    }
    Path classes = target.resolve("all");
    assertThat(Compilation.run(all, List.of(), classes)).isEmpty();
    try (URLClassLoader loader =
            Isolation.of(List.of(classes, Checkout.PROJECT.resolve("facade/src/main/resources")));
        MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "application/json")
              .addHeader("x-pd-trace-id", "t")
              .body(
                  "{\"code\":0,\"data\":{\"presigned_url\":\"https://s3.example/\","
                      + "\"expires_at\":\"2026-11-25T00:00:00Z\"}}")
              .build());
      presign(loader, server.url("/api").toString());
      return text(server.takeRequest());
    }
  }

  private static void presign(ClassLoader loader, String baseUrl) throws Exception {
    Class<?> client = loader.loadClass("io.github.powerdrilljava.PowerdrillClient");
    Object builder = client.getMethod("builder").invoke(null);
    for (Map.Entry<String, String> setting :
        Map.of("baseUrl", baseUrl, "apiKey", "wire-secret-key", "userId", "user").entrySet()) {
      builder
          .getClass()
          .getMethod(setting.getKey(), String.class)
          .invoke(builder, setting.getValue());
    }
    Class<?> type = loader.loadClass("io.github.powerdrilljava.PresignRequest");
    Object request =
        type.getMethod("of", String.class, String.class).invoke(null, "the dataset", "the/source");
    request = type.getMethod("withExternalTraceId", String.class).invoke(request, "trace");
    request =
        type.getMethod("withExpiresIn", Duration.class).invoke(request, Duration.ofSeconds(61));
    try (AutoCloseable made =
        (AutoCloseable) builder.getClass().getMethod("build").invoke(builder)) {
      Object dataSources = client.getMethod("dataSources").invoke(made);
      dataSources.getClass().getMethod("presign", type).invoke(dataSources, request);
    }
  }

  private static String text(RecordedRequest request) {
    return request.getRequestLine()
        + "\n"
        + request.getHeaders().newBuilder().removeAll("Host").build()
        + "\n"
        + (request.getBody() == null ? "" : request.getBody().utf8());
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
      assertThat(generate(merged(Document.fields(Objects.requireNonNull(other))), target))
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
    Map<String, String> made = generate(merged(contract), dir);
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
    generate(merged(contract), dir);
    assertThat(send(dir)).isEqualTo(sent);
  }
}
