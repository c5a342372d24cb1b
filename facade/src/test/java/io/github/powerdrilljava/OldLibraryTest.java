package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import okhttp3.OkHttp;
import okio.Buffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An OkHttp or Okio that is too old is named when a client is made, not in the middle of a call.
 */
@Timeout(60)
class OldLibraryTest {

  @TempDir Path dir;

  /** What a user's program does, in a JVM of its own. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      try {
        PowerdrillClient.builder().apiKey("a-key").build();
        System.out.println("made a client");
      } catch (IllegalStateException e) {
        System.out.println("refused: " + e.getMessage());
      }
      try {
        Downloader.create();
        System.out.println("made a downloader");
      } catch (IllegalStateException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private record Old(String library, String version) {}

  static Stream<Old> oldLibraries() {
    return Stream.of(
        new Old("OkHttp", "4.12.0"), new Old("OkHttp", "4.12.0"), new Old("Okio", "3.6.0"));
  }

  @ParameterizedTest
  @MethodSource("oldLibraries")
  void isNamedWithItsVersionAndPlace(Old old) throws Exception {
    Path jar = old.library.equals("OkHttp") ? oldOkHttp(old.version) : oldOkio(old.version);
    assertThat(run(jar + File.pathSeparator + System.getProperty("java.class.path")))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("refused: " + old.library + " " + old.version + " is too old")
                    .containsPattern("this library needs \\d+\\.\\d+ or newer")
                    .contains(jar.getFileName().toString()));
  }

  private static List<String> run(String classPath) throws Exception {
    Process program = ChildJvm.start(classPath, Map.of(), Program.class, List.of());
    String output = new String(program.getInputStream().readAllBytes(), UTF_8);
    assertThat(program.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  /** Today's constants class, with another version in it. */
  private Path oldOkHttp(String version) throws IOException {
    byte[] today = bytes(OkHttp.class);
    String needed = OkHttp.VERSION;
    return jar(
        "okhttp-" + version,
        new Manifest(),
        "okhttp3/OkHttp.class",
        replaced(today, needed, version));
  }

  private Path oldOkio(String version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.squareup.okio");
    manifest.getMainAttributes().putValue("Bundle-Version", version);
    return jar("okio-jvm-" + version, manifest, "okio/Buffer.class", bytes(Buffer.class));
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /** A constant of a class file: its length in two bytes, then its text. */
  private static byte[] replaced(byte[] classFile, String from, String to) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    byte[] text = from.getBytes(UTF_8);
    for (int i = 0; i < classFile.length; i++) {
      boolean here =
          i + 2 + text.length <= classFile.length
              && classFile[i] == 0
              && classFile[i + 1] == text.length
              && Arrays.equals(classFile, i + 2, i + 2 + text.length, text, 0, text.length);
      if (here) {
        changed.write(new byte[] {0, (byte) to.length()});
        changed.write(to.getBytes(UTF_8));
        i += 1 + text.length;
      } else {
        changed.write(classFile[i]);
      }
    }
    return changed.toByteArray();
  }

  private Path jar(String name, Manifest manifest, String entry, byte[] content)
      throws IOException {
    Path jar = dir.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(content);
      out.closeEntry();
    }
    return jar;
  }
}
