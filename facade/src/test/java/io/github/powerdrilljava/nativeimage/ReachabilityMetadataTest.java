package io.github.powerdrilljava.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the metadata in the jars says is all that a program reflects upon, and is there. */
class ReachabilityMetadataTest {

  private static final String PLACE =
      "META-INF/native-image/io.github.powerdrilljava/powerdrill-%s/reachability-metadata.json";

  /** What libraries look for, and do without. */
  private static final Pattern OPTIONAL = Pattern.compile("(kotlin\\.reflect|android)\\..*");

  private static List<Map<?, ?>> types;

  private static List<Map<?, ?>> resources;

  private static URLClassLoader program;

  @TempDir Path directory;

  @BeforeAll
  static void read() throws IOException {
    List<URL> places = new ArrayList<>();
    for (String path : classPath().split(File.pathSeparator, -1)) {
      if (!path.endsWith("test-classes")) {
        places.add(Path.of(path).toUri().toURL());
      }
    }
    program = new URLClassLoader(places.toArray(URL[]::new), null);
    types = new ArrayList<>();
    resources = new ArrayList<>();
    for (String jar : List.of("facade", "generated-client")) {
      List<URL> files =
          Collections.list(
              ReachabilityMetadataTest.class.getClassLoader().getResources(PLACE.formatted(jar)));
      assertThat(files).hasSize(1);
      Map<?, ?> metadata = (Map<?, ?>) json(files.get(0));
      types.addAll(entries(metadata, "reflection"));
      resources.addAll(entries(metadata, "resources"));
    }
  }

  private static Object json(URL file) throws IOException {
    try (InputStream in = file.openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Objects.requireNonNull(
          new Moshi.Builder().build().adapter(Object.class).fromJson(text));
    }
  }

  private static List<Map<?, ?>> entries(Map<?, ?> metadata, String section) {
    return metadata.get(section) instanceof List<?> entries
        ? entries.stream().<Map<?, ?>>map(entry -> (Map<?, ?>) entry).toList()
        : List.of();
  }

  @Test
  void hasWhatAProgramThatCallsEveryOperationReflectsUpon() throws Exception {
    Path file = Files.writeString(directory.resolve("sales.csv"), "1,2,3");
    Path key = directory.resolve("key");
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      Files.writeString(key, sandbox.apiKey());
      sandbox.putDataset("dset-1", "Sales", "");
      sandbox.put("dset-1", "ds-1", file);
      ReflectionTrace trace =
          ReflectionTrace.of(
              classPath(),
              EveryOperation.class,
              List.of(
                  sandbox.baseUrl().toString(),
                  key.toString(), // never in the arguments of a process
                  sandbox.userId(),
                  directory.resolve("export").toString()),
              ReachabilityMetadataTest::isOfTheProgram);
      assertThat(trace.output()).contains("every operation was called");
      assertThat(trace.accesses())
          .anyMatch(access -> access.startsWith("newProxyInstance "))
          .anyMatch(access -> access.startsWith("getRecordComponents "))
          .filteredOn(access -> !isAllowed(access))
          .isEmpty();
    }
  }

  /** On demand, as it takes minutes: tests go ways that no program of ours does. */
  @Test
  @EnabledIfSystemProperty(named = "reachability.tests", matches = ".+")
  void hasWhatTheTestsReflectUpon() throws Exception {
    ReflectionTrace trace =
        ReflectionTrace.of(
            System.getProperty("java.class.path"),
            TestsProgram.class,
            List.of(System.getProperty("reachability.tests")),
            ReachabilityMetadataTest::isOfTheProgram);

    System.out.println(trace.output());
    assertThat(trace.output()).containsPattern("[1-9]\\d* of [1-9]\\d* tests succeeded");
    assertThat(trace.accesses())
        .anyMatch(access -> access.startsWith("newProxyInstance "))
        .filteredOn(access -> !isAllowed(access))
        .isEmpty();
  }

  /** Whether it is one of the classes that a program has by using the facade, or is the program. */
  private static boolean isOfTheProgram(String type) {
    String file = type.replace('.', '/') + ".class";
    return type.equals(EveryOperation.class.getName()) || program.findResource(file) != null;
  }

  @Test
  void namesWhatIsThere() throws Exception {
    for (Map<?, ?> entry : types) {
      if (entry.get("type") instanceof String type && !OPTIONAL.matcher(type).matches()) {
        assertThat(Class.forName(type, false, getClass().getClassLoader())).isNotNull();
      }
    }
    for (Map<?, ?> resource : resources) {
      String name = String.valueOf(resource.get("glob"));
      assertThat(getClass().getClassLoader().getResource(name)).as(name).isNotNull();
    }
  }

  private static String classPath() throws IOException {
    return Stream.of("target/test-classes", "target/classes")
            .map(path -> Path.of(path).toAbsolutePath() + File.pathSeparator)
            .reduce("", String::concat)
        + Files.readString(Path.of("target/runtime-class-path"));
  }

  private static boolean isAllowed(String access) {
    String[] words = access.split(" ", 3);
    String type = words[1];
    return switch (words[0]) {
      case "newProxyInstance" -> has(Map.of("proxy", List.of(type)), null);
      case "forName", "getRecordComponents" -> has(type, null);
      case "getConstructor", "getDeclaredConstructor", "findConstructor" ->
          has(type, "allDeclaredConstructors");
      case "getField" -> has(type, "allDeclaredFields");
      case "getResource", "getResourceAsStream" ->
          hasResource(type.replaceFirst("[^.]*$", "").replace('.', '/') + words[2]);
      case "getMethod" -> has(type, "allDeclaredMethods") || hasMethod(type, words[2]);
      default -> has(type, "allDeclaredMethods");
    };
  }

  private static boolean has(Object type, @Nullable String flag) {
    return types.stream()
        .filter(entry -> type.equals(entry.get("type")))
        .anyMatch(entry -> flag == null || Boolean.TRUE.equals(entry.get(flag)));
  }

  private static boolean hasMethod(String type, String name) {
    return types.stream()
        .filter(entry -> type.equals(entry.get("type")))
        .flatMap(entry -> entries(entry, "methods").stream())
        .anyMatch(method -> name.equals(method.get("name")));
  }

  private static boolean hasResource(String name) {
    return resources.stream().anyMatch(resource -> name.equals(resource.get("glob")));
  }
}
