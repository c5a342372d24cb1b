package io.github.powerdrilljava.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.spec.Generation;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Whatever a vendor may write in a contract, a client can be made from it. */
class CorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final String MODELS = "io/github/powerdrilljava/generated/model";

  @TempDir Path dir;

  static List<Path> contracts() throws IOException {
    try (Stream<Path> all = Files.list(CORPUS)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private Path generate(String contract, Path target) throws IOException {
    Files.createDirectories(target);
    String merged = ContractMerge.merge(contract, "{overlay: 1.0.0, actions: []}", objection -> {});
    Path file = Files.writeString(target.resolve("contract.yaml"), merged);
    assertThat(new Generation(Path.of("")).run(file, target)).isEmpty();
    return target;
  }

  private static Map<String, String> sources(Path generated) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> all = Files.walk(generated.resolve("src/main/java"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sources.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return sources;
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void generatesAndCompiles(Path contract) throws Exception {
    assertThat(sources(generate(Files.readString(contract), dir))).hasSizeGreaterThan(1);
  }

  /** The types of an operation are the same without all the others. */
  @ParameterizedTest
  @MethodSource("contracts")
  void namesTypesByTheirOwnOperationAlone(Path contract) throws Exception {
    Map<String, String> together =
        sources(generate(Files.readString(contract), dir.resolve("all")));
    Map<String, Object> whole = new Yaml().load(Files.readString(contract));
    Map<?, ?> paths = (Map<?, ?>) whole.get("paths");
    for (Object path : paths.keySet()) {
      whole.put("paths", Map.of(path, paths.get(path)));
      Path target = dir.resolve("alone" + path.hashCode());
      sources(generate(new Yaml().dump(whole), target))
          .forEach(
              (file, source) -> {
                if (!file.endsWith("Api.java") && !file.equals("module-info.java")) {
                  assertThat(together).as("%s of %s", file, path).containsEntry(file, source);
                }
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names      | Call<ListDatasets200Response> listDatasets(",
        "names      | Call<ListV2Jobs200Response> listV2Jobs(",
        "names      | Call<ListJobs200Response> listJobs(",
        "parameters | @retrofit2.http.Header(\"Content-Type\") @org.jspecify.annotations.Nullable String contentType",
        "parameters | @retrofit2.http.Query(\"page_size\") @org.jspecify.annotations.Nullable Long pageSize,",
        "parameters | @retrofit2.http.Query(\"page-size\") @org.jspecify.annotations.Nullable Long pageSize2,",
        "parameters | @retrofit2.http.HTTP(method = \"DELETE\", path = \"v2/team/things/{thing_id}/{class}\", hasBody = true)",
        "bodies     | Call<ResponseBody> listEvents(",
        "bodies     | Call<ResponseBody> getFileContent(",
        "bodies     | @retrofit2.http.Part Part _file",
        "bodies     | @retrofit2.http.Part(\"name\") RequestBody name",
        "bodies     | @retrofit2.http.Part(\"options\") @org.jspecify.annotations.Nullable CreateFileRequestOptions options",
        "bodies     | @retrofit2.http.FormUrlEncoded",
      })
  void declares(String contract, String declaration) throws Exception {
    String file = Files.readString(CORPUS.resolve(contract + ".yaml"));
    assertThat(sources(generate(file, dir)).get("DefaultApi.java")).contains(declaration);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bringsJsonBackAsItWas(Path samples) throws Exception {
    String contract = samples.getFileName().toString().replace(".samples.json", ".yaml");
    generate(Files.readString(CORPUS.resolve(contract)), dir);
    Map<String, Object> byType = new Yaml().load(Files.readString(samples));
    URL[] classes = {dir.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Moshi moshi = new Moshi.Builder().add(CorpusTest::adapter).build();
      for (Map.Entry<String, Object> sample : byType.entrySet()) {
        Class<?> type = loader.loadClass(MODELS.replace('/', '.') + "." + sample.getKey());
        String json = json(sample.getValue());
        Object read = moshi.adapter(type).fromJson(json);
        assertThat(json(new Yaml().load(moshi.adapter((Type) type).toJson(read))))
            .as(sample.getKey())
            .isEqualTo(json);
      }
    }
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> all = Files.list(CORPUS)) {
      return all.filter(file -> file.toString().endsWith(".samples.json")).toList();
    }
  }

  private static String json(Object value) throws IOException {
    Buffer json = new Buffer();
    JsonWriter writer = JsonWriter.of(json);
    writer.setLenient(true);
    write(writer, value);
    return json.readUtf8();
  }

  private static void write(JsonWriter writer, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : new TreeMap<Object, Object>(map).entrySet()) {
        writer.name(entry.getKey().toString());
        write(writer, entry.getValue());
      }
      writer.endObject();
    } else if (value instanceof List<?> list) {
      writer.beginArray();
      for (Object each : list) {
        write(writer, each);
      }
      writer.endArray();
    } else if (value instanceof Number number) {
      writer.value(number);
    } else {
      writer.value(String.valueOf(value));
    }
  }

  /** What the facade adds to Moshi, in short. */
  private static JsonAdapter<?> adapter(
      Type type,
      java.util.Set<? extends java.lang.annotation.Annotation> annotations,
      Moshi moshi) {
    if (type == Instant.class || type == LocalDate.class || type == BigDecimal.class) {
      return new JsonAdapter<Object>() {
        @Override
        public Object fromJson(JsonReader reader) throws IOException {
          String text = reader.nextString();
          return type == Instant.class
              ? Instant.parse(text)
              : type == LocalDate.class ? LocalDate.parse(text) : new BigDecimal(text);
        }

        @Override
        public void toJson(JsonWriter writer, Object value) throws IOException {
          if (value instanceof BigDecimal number) {
            writer.value(number);
          } else if (value == null) {
            writer.nullValue();
          } else {
            writer.value(value.toString());
          }
        }
      };
    }
    return null;
  }
}
