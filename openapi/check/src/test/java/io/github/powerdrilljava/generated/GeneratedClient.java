package io.github.powerdrilljava.generated;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.spec.Generation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** A client that is made from a contract while tests run. */
final class GeneratedClient {

  private static final String PACKAGE = "io.github.powerdrilljava.generated.";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private final Path target;
  private final ClassLoader loader;
  private final Moshi moshi;

  private GeneratedClient(Path target, ClassLoader loader) {
    this.target = target;
    this.loader = loader;
    moshi =
        new Moshi.Builder()
            .add(BigDecimal.class, new Scalar<>(BigDecimal::new))
            .add(Instant.class, new Scalar<>(Instant::parse))
            .add(LocalDate.class, new Scalar<>(LocalDate::parse))
            .build();
  }

  /** Makes it, which must succeed. */
  static GeneratedClient of(Map<String, Object> merged, Path target) throws IOException {
    List<String> problems = problems(merged, target);
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join("\n", problems));
    }
    return new GeneratedClient(target, loader(target));
  }

  static ClassLoader loader(Path target) throws MalformedURLException {
    URL[] classes = {target.resolve("classes").toUri().toURL()};
    return new URLClassLoader(classes, GeneratedClient.class.getClassLoader());
  }

  /** A contract as it is, without our overlay. */
  static Map<String, Object> merge(byte[] contract) {
    byte[] overlay = "{overlay: 1.0.0, actions: []}".getBytes(StandardCharsets.UTF_8);
    return ContractMerge.merge(contract, overlay, objection -> {});
  }

  static List<String> problems(Map<String, Object> merged, Path target) throws IOException {
    return new Generation(Path.of("../../generated-client")).run(merged, target);
  }

  static long operations(Map<String, Object> merged) {
    return merged.get("paths") instanceof Map<?, ?> paths
        ? paths.values().stream()
            .filter(Map.class::isInstance)
            .flatMap(item -> ((Map<?, ?>) item).keySet().stream())
            .filter(METHODS::contains)
            .count()
        : 0;
  }

  /** The generated sources by their paths. */
  Map<String, String> sources() throws IOException {
    return sources(target);
  }

  static Map<String, String> sources(Path target) throws IOException {
    Path root = target.resolve("src/main/java");
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sources.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return sources;
  }

  Class<?> model(String name) throws ClassNotFoundException {
    return loader.loadClass(PACKAGE + "model." + name);
  }

  Class<?> api(String operation) throws ClassNotFoundException {
    return loader.loadClass(PACKAGE + "api." + upper(operation) + "Api");
  }

  /** Reads a value of a type, and writes it again. */
  String readAndWrite(Type type, String json) throws IOException {
    JsonAdapter<Object> adapter = moshi.adapter(type);
    return adapter.toJson(adapter.fromJson(json));
  }

  String write(Type type, Object value) {
    return moshi.adapter(type).toJson(value);
  }

  Object read(Type type, String json) throws IOException {
    return moshi.adapter(type).fromJson(json);
  }

  /** What the method of an operation returns. */
  Type returnType(String operation) throws ClassNotFoundException {
    for (Method method : api(operation).getMethods()) {
      if (method.getName().equals(operation)) {
        return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
      }
    }
    throw new AssertionError(operation);
  }

  /** Prepares a call whose parameters, by name, are values in JSON. */
  Call<?> call(String operation, String parameters, String baseUrl) throws Exception {
    Class<?> api = api(operation);
    Class<?> type = loader.loadClass(api.getName() + "$Parameters");
    Object all = type.getConstructor().newInstance();
    for (Map.Entry<?, ?> each : ((Map<?, ?>) readJson(parameters)).entrySet()) {
      Method setter = setter(type, each.getKey().toString());
      setter.invoke(all, value(setter.getGenericParameterTypes()[0], each.getValue()));
    }
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .addConverterFactory(MoshiConverterFactory.create(moshi))
            .build();
    return (Call<?>) type.getMethod("call", api).invoke(all, retrofit.create(api));
  }

  private static Method setter(Class<?> type, String name) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getName().equals(name) && method.getReturnType() == type)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no setter " + name));
  }

  private Object value(Type type, Object json) throws Exception {
    if (type == RequestBody.class) {
      return RequestBody.create(
          json.toString().getBytes(StandardCharsets.UTF_8), MediaType.get("application/x-own"));
    }
    if (type.getTypeName().endsWith("FilePart>")) {
      List<Object> files = new ArrayList<>();
      for (Object each : (List<?>) json) {
        files.add(value(loader.loadClass(PACKAGE + "api.FilePart"), each));
      }
      return files;
    }
    if (type.getTypeName().endsWith("FilePart")) {
      return ((Class<?>) type)
          .getConstructors()[0].newInstance(json + ".txt", value(RequestBody.class, json));
    }
    return moshi.adapter(type).fromJson(moshi.adapter(Object.class).toJson(json));
  }

  private Object readJson(String json) throws IOException {
    return moshi.adapter(Object.class).fromJson(json == null ? "{}" : json);
  }

  private static String upper(String name) {
    return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
  }

  /** What the facade adds to Moshi, in short. */
  private static final class Scalar<T> extends JsonAdapter<T> {
    private final Function<String, T> parse;

    Scalar(Function<String, T> parse) {
      this.parse = parse;
    }

    @Override
    public T fromJson(JsonReader reader) throws IOException {
      return reader.peek() == JsonReader.Token.NULL
          ? reader.nextNull()
          : parse.apply(reader.nextString());
    }

    @Override
    public void toJson(JsonWriter writer, T value) throws IOException {
      if (value instanceof BigDecimal number) {
        writer.value(number);
      } else {
        writer.value(value == null ? null : value.toString());
      }
    }
  }
}
