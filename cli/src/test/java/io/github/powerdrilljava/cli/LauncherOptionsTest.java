package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java is started with: the options of the environment, a locale, a collector. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class LauncherOptionsTest extends AtLauncher {

  @ParameterizedTest
  @MethodSource
  void handsOptionsOfTheEnvironmentToJavaAsArguments(String value, List<String> options)
      throws IOException, InterruptedException {
    launch("x");

    List<String> seen =
        seen(
            Map.of(
                "_JAVA_OPTIONS", "-Dlast", "JDK_JAVA_OPTIONS", value, "JAVA_TOOL_OPTIONS", value));

    List<String> twice = new ArrayList<>(options);
    twice.addAll(options);
    twice.add("-Dlast");
    assertThat(seen).noneMatch(line -> line.startsWith("left: "));
    assertThat(seen).containsSequence(twice.stream().map(each -> "option: " + each).toList());
  }

  static Stream<Arguments> handsOptionsOfTheEnvironmentToJavaAsArguments() {
    return Stream.of(
        arguments(" -Xmx1g\t -Dx=y\n", List.of("-Xmx1g", "-Dx=y")),
        arguments("-Da='b  c' '-Dd=e f'", List.of("-Da=b  c", "-Dd=e f")),
        arguments("-Da=\"it's\" -Db='\"'", List.of("-Da=it's", "-Db=\"")),
        arguments("-Da=$(id)`id`;*\\", List.of("-Da=$(id)`id`;*\\")),
        arguments("-Dä='ö ü'", List.of("-Dä=ö ü")),
        arguments(
            "-javaagent:/a.jar=b --add-opens=a/b=C",
            List.of("-javaagent:/a.jar=b", "--add-opens=a/b=C")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-version", "-jar other.jar", "Main", "-Da='b", "--add-opens a/b=C"})
  void leavesToJavaWhatIsNoOption(String value) throws IOException, InterruptedException {
    launch("x");

    assertThat(seen(Map.of("JAVA_TOOL_OPTIONS", value, "JDK_JAVA_OPTIONS", "-Dx=y")))
        .contains("left: " + value, "option: -Dx=y");
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -Dx=y, true",
    "JAVA_TOOL_OPTIONS, -XX:+UseG1GC, false",
    "JDK_JAVA_OPTIONS, '-Xmx1g -XX:+UseParallelGC', false",
    "_JAVA_OPTIONS, -XX:+UseZGC, false",
    "_JAVA_OPTIONS, -XX:Flags=file, false",
    "JDK_JAVA_OPTIONS, @file, false"
  })
  void namesNoCollectorBesideAnother(String variable, String value, boolean named)
      throws IOException, InterruptedException {
    launch("x");

    assertThat(seen(Map.of(variable, value)).contains("option: -XX:+UseSerialGC")).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -Dx=y, true",
    "JAVA_TOOL_OPTIONS, -XX:+UseG1GC, true",
    "JAVA_TOOL_OPTIONS, -javaagent:/opt/trace.jar, false",
    "JDK_JAVA_OPTIONS, '-Xmx1g -agentlib:jdwp=server=y', false",
    "_JAVA_OPTIONS, -agentpath:/opt/profiler.so, false",
    "_JAVA_OPTIONS, '-XX:StartFlightRecording', false",
    "JAVA_TOOL_OPTIONS, -XX:+FlightRecorder, false",
    "JDK_JAVA_OPTIONS, @file, false"
  })
  void takesNoClassesFromAnArchiveWhereAnAgentSeesThem(
      String variable, String value, boolean archived) throws IOException, InterruptedException {
    launch("x");
    Files.writeString(root.resolve("cli/target/powerdrill.jsa"), "");

    assertThat(
            seen(Map.of(variable, value)).stream().anyMatch(o -> o.contains("SharedArchiveFile")))
        .isEqualTo(archived);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "no_SUCH"})
  void givesJavaALocaleThatCanWriteAnyName(String locale) throws IOException, InterruptedException {
    launch("x");
    program(
        "locale", "#!/bin/sh\n[ \"$LC_ALL\" = C.UTF-8 ] && echo UTF-8 || echo ANSI_X3.4-1968\n");

    assertThat(seen(Map.of("LC_ALL", locale))).contains("locale: C.UTF-8");
    assertThat(seen(Map.of("LC_ALL", "C.UTF-8"))).contains("locale: C.UTF-8");
  }

  @Test
  void leavesALocaleAloneThatIsNotAscii() throws IOException, InterruptedException {
    launch("x");
    program("locale", "#!/bin/sh\necho ISO-8859-1\n");

    assertThat(seen(Map.of("LC_ALL", "de_DE"))).contains("locale: de_DE");
  }

  @Test
  void usesAnArchiveOnlyOfTheJavaThatMadeIt() throws IOException, InterruptedException {
    launch("x");
    Files.writeString(root.resolve("cli/target/powerdrill.jsa"), "");
    assertThat(seen(Map.of())).anyMatch(option -> option.contains("SharedArchiveFile"));

    Path home = directory.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    Files.copy(programs.resolve("java"), home.resolve("bin/java"));
    Files.setPosixFilePermissions(
        home.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path checked = root.resolve("cli/target/checked-java");
    Files.delete(checked);
    Files.createDirectory(checked); // so that nothing can be written there, not even by root
    launch(Map.of("JAVA_HOME", home.toString()), "x");

    assertThat(Files.readAllLines(home.resolve("bin/java.saw")))
        .noneMatch(option -> option.contains("-XX:SharedArchiveFile"));
  }
}
