package io.github.powerdrilljava.shrunk;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that ProGuard has shrunk and obfuscated does what it did. */
class ShrunkTest {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path directory;

  @Test
  void aShrunkProgramCallsEveryOperation() throws Exception {
    Path shrunk = shrink(classPath());
    Path file = Files.writeString(directory.resolve("sales.csv"), "1,2,3");
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      sandbox.putDataset("dset-1", "Sales", "");
      sandbox.put("dset-1", "ds-1", file);
      String output =
          java(
              List.of("-cp", shrunk.toString(), Program.class.getName()),
              sandbox.baseUrl().toString(),
              sandbox.apiKey(),
              sandbox.userId(),
              directory.resolve("export").toString());
      assertThat(output.strip()).isEqualTo("sales.csv synched true 1 not found");
    }
    assertThat(Files.size(shrunk)).isLessThan(size(classPath()) / 2);
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

  /** With the rules in the jars and nothing else but what to start with. */
  private Path shrink(List<Path> classPath) throws IOException, InterruptedException {
    Path shrunk = TARGET.resolve("shrunk.jar");
    List<String> rules = new ArrayList<>();
    rules.add("-keep class " + Program.class.getName() + " { void main(java.lang.String[]); }");
    rules.add("-dontnote");
    rules.add("-dontoptimize"); // of Okio it makes code that the JVM refuses
    for (Path jar : classPath) {
      rules.add(
          "-injars '"
              + flattened(jar)
              + "'(!**/module-info.class,!module-info.class,!META-INF/**)");
      rules.addAll(rulesIn(jar));
    }
    rules.add("-outjars '" + shrunk + "'");
    rules.add("-libraryjars '" + JAVA_HOME + "/jmods/java.base.jmod'(!**.jar;!module-info.class)");
    rules.add(
        "-libraryjars '" + JAVA_HOME + "/jmods/java.logging.jmod'(!**.jar;!module-info.class)");
    rules.add(
        "-libraryjars '" + JAVA_HOME + "/jmods/jdk.unsupported.jmod'(!**.jar;!module-info.class)");
    Path configuration = Files.write(TARGET.resolve("shrunk.pro"), rules);
    java(
        List.of("-cp", System.getProperty("java.class.path"), "proguard.ProGuard"),
        "-forceprocessing",
        "@" + configuration);
    return shrunk;
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
  private static List<String> rulesIn(Path jar) throws IOException {
    if (Files.isDirectory(jar)) {
      return rulesBelow(jar);
    }
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      return rulesBelow(zip.getPath("/"));
    }
  }

  private static List<String> rulesBelow(Path root) throws IOException {
    List<String> rules = new ArrayList<>();
    Path directory = root.resolve("META-INF/proguard");
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          rules.addAll(Files.readAllLines(file));
        }
      }
    }
    return rules;
  }

  private static String java(List<String> command, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(JAVA_HOME.resolve("bin/java").toString());
    all.addAll(command);
    all.addAll(List.of(arguments));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
