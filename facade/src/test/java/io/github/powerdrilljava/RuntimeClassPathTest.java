package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What this library brings into a user's program: few jars, and small ones. */
class RuntimeClassPathTest {

  private static final long MAX_BYTES = 4_000_000;

  private static List<Path> runtimeClassPath() throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(Path.of("target/classes"));
    String others = Files.readString(Path.of("target/runtime-class-path"));
    Stream.of(others.split(File.pathSeparator)).map(Path::of).forEach(classPath::add);
    return classPath;
  }

  @Test
  void isTheseJars() throws Exception {
    assertThat(runtimeClassPath())
        .extracting(RuntimeClassPathTest::name)
        .containsExactlyInAnyOrder(
            "powerdrill-facade",
            "powerdrill-generated-client",
            "retrofit",
            "converter-moshi",
            "moshi",
            "okhttp",
            "okhttp-jvm",
            "okio-jvm",
            "kotlin-stdlib",
            "annotations",
            "jspecify")
        .hasSizeLessThanOrEqualTo(12);
  }

  /** Without the version; in a build, a module of ours may be a directory. */
  private static String name(Path entry) {
    Path absolute = entry.toAbsolutePath();
    return absolute.endsWith("target/classes")
        ? "powerdrill-" + absolute.getName(absolute.getNameCount() - 3)
        : entry.getFileName().toString().replaceFirst("-[0-9].*", "");
  }

  @Test
  void hasAtMostFourMegabytes() throws Exception {
    long bytes = 0;
    for (Path entry : runtimeClassPath()) {
      bytes += Files.isDirectory(entry) ? sizeAsJar(entry) : Files.size(entry);
    }
    assertThat(bytes).isBetween(1_000_000L, MAX_BYTES);
  }

  private static long sizeAsJar(Path directory) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar);
        Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return jar.size();
  }
}
