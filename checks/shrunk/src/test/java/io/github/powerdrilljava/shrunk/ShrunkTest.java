package io.github.powerdrilljava.shrunk;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ProGuard;

/**
 * A program that ProGuard has shrunk and obfuscated does what it did, and not if one of our rules
 * is missing.
 */
class ShrunkTest {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final Path SHRUNK = TARGET.resolve("shrunk.jar");

  private static final String ID_ONLY = "{\"code\":0,\"data\":{\"id\":\"ds-1\"}}";
  private static final String WITHOUT_SIZE =
      """
      {"code":0,"data":{"dataset_id":"dset-1","id":"ds-1","name":"n","status":"later","type":"x"}}
      """;

  private static String expected = "";

  @TempDir Path directory;

  @BeforeAll
  static void runAsItIs(@TempDir Path directory) throws Exception {
    expected = run(classPath(), directory);
    assertThat(expected).contains("sales.csv", "1,2,3");
  }

  @Test
  void aShrunkProgramDoesWhatItDid() throws Exception {
    shrink("");

    assertThat(run(List.of(SHRUNK), directory)).isEqualTo(expected);
    assertThat(Files.size(SHRUNK)).isLessThan(size(classPath()) / 2);
  }

  @ParameterizedTest
  @MethodSource("ourRules")
  void eachRuleIsNeeded(String rule) throws Exception {
    assertThat(worksWithout(rule)).isFalse();
  }

  private boolean worksWithout(String rule) throws Exception {
    try {
      shrink(rule);
    } catch (IOException e) { // it would miss something
      return false;
    }
    return run(List.of(SHRUNK), directory).equals(expected);
  }

  static List<String> ourRules() throws IOException {
    List<String> rules = new ArrayList<>();
    for (Path jar : classPath()) {
      rules.addAll(rulesIn(jar, "powerdrill"));
    }
    assertThat(rules).isNotEmpty();
    return rules;
  }

  private static List<Path> classPath() throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(TARGET.resolve("classes"));
    Stream.of(Files.readString(TARGET.resolve("runtime-class-path")).split(File.pathSeparator))
        .map(Path::of)
        .forEach(classPath::add);
    return classPath;
  }

  private static long size(List<Path> jars) throws IOException {
    long size = 0;
    for (Path jar : jars) {
      size += Files.isDirectory(jar) ? 0 : Files.size(jar);
    }
    return size;
  }

  /** With the rules in the jars, all but one, and nothing else but what to start with. */
  private static void shrink(String missing) throws Exception {
    List<String> rules = new ArrayList<>();
    rules.add("-keep class " + Program.class.getName() + " { void main(java.lang.String[]); }");
    rules.addAll(List.of("-dontnote", "-forceprocessing", "-repackageclasses"));
    // It gives a method of Okio a return type that the JVM refuses.
    rules.add("-optimizations !method/specialization/*");
    for (Path jar : classPath()) {
      rules.add(
          "-injars '"
              + flattened(jar)
              + "'(!**/module-info.class,!module-info.class,!META-INF/**)");
      rules.addAll(rulesIn(jar, ""));
    }
    rules.remove(missing);
    rules.add("-outjars '" + SHRUNK + "'");
    for (String module : List.of("java.base", "java.logging", "jdk.unsupported")) {
      rules.add(
          "-libraryjars '%s/jmods/%s.jmod'(!**.jar;!module-info.class)"
              .formatted(JAVA_HOME, module));
    }
    Configuration configuration = new Configuration();
    try (ConfigurationParser parser =
        new ConfigurationParser(rules.toArray(String[]::new), new Properties())) {
      parser.parse(configuration);
    }
    new ProGuard(configuration).execute();
  }

  /**
   * ProGuard does not know jars with classes for several versions of Java, of which Moshi is one:
   * what is for version 16 reads records.
   */
  private static Path flattened(Path jar) throws IOException {
    if (Files.isDirectory(jar)) {
      return jar;
    }
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Path newer = zip.getPath("/META-INF/versions/16");
      if (!Files.exists(newer)) {
        return jar;
      }
      Path flat = Files.copy(jar, TARGET.resolve(jar.getFileName()), REPLACE_EXISTING);
      try (FileSystem copy = FileSystems.newFileSystem(flat);
          Stream<Path> files = Files.walk(newer)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, copy.getPath("/" + newer.relativize(file)), REPLACE_EXISTING);
        }
      }
      return flat;
    }
  }

  /** As R8 takes them by itself. */
  private static List<String> rulesIn(Path jar, String prefix) throws IOException {
    if (Files.isDirectory(jar)) {
      return rulesBelow(jar, prefix);
    }
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      return rulesBelow(zip.getPath("/"), prefix);
    }
  }

  private static List<String> rulesBelow(Path root, String prefix) throws IOException {
    List<String> rules = new ArrayList<>();
    Path directory = root.resolve("META-INF/proguard");
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          if (file.getFileName().toString().startsWith(prefix)) {
            Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(rules::add);
          }
        }
      }
    }
    return rules;
  }

  /** What the program prints, against a sandbox that fails as the program expects. */
  private static String run(List<Path> classPath, Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("sales.csv"), "1,2,3");
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      sandbox.putDataset("dset-1", "Sales", "of all countries");
      sandbox.put("dset-1", "ds-1", file);
      List<String> command =
          List.of(
              JAVA_HOME.resolve("bin/java").toString(),
              "-cp",
              classPath.stream().map(Path::toString).collect(joining(File.pathSeparator)),
              Program.class.getName(),
              sandbox.baseUrl().toString(),
              sandbox.apiKey(),
              sandbox.userId(),
              directory.toString());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader printed = process.inputReader();
      StringBuilder output = new StringBuilder();
      for (String line = printed.readLine(); line != null; line = printed.readLine()) {
        output.append(line).append('\n');
        if (line.equals(Program.FAIL)) {
          failures(sandbox);
          process.getOutputStream().write('\n');
          process.getOutputStream().flush();
        }
      }
      return output.append(process.waitFor()).toString();
    }
  }

  private static void failures(PowerdrillSandbox sandbox) {
    sandbox
        .faults()
        .next(
            Fault.failure(401, 1003, "no"),
            Fault.failure(403, 300002, "no"),
            Fault.failure(404, 300003, "no"),
            Fault.failure(400, 300001, "no"),
            Fault.tooManyRequests(),
            Fault.html(200),
            Fault.empty(501),
            Fault.response(200, "application/json", ID_ONLY),
            Fault.response(200, "application/json", WITHOUT_SIZE));
    sandbox.storeFaults().next(Fault.empty(501), Fault.empty(501), Fault.empty(501));
  }
}
