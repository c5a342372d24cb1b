package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command is run as it was called. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class LauncherTest extends AtLauncher {

  /** Prints what the first three streams are. */
  private static final String STREAMS_JAVA =
      """
      #!/bin/sh
      [ "$1" != -version ] || { echo 'openjdk version "17"' && exit; }
      streams=$(for i in 0 1 2; do readlink /proc/$$/fd/$i; done)
      echo "$streams" >"%s"
      echo x
      """;

  private static final String SPEC_MVN =
      """
      #!/bin/sh
      echo run >>"%s"
      mkdir -p openapi/check/target && echo a.jar >openapi/check/target/class-path
      """;

  @Test
  void passesArgumentsOnUnchangedFromAnyDirectoryAndThroughLinks()
      throws IOException, InterruptedException {
    Path link =
        Files.createSymbolicLink(directory.resolve("one"), Path.of("the project/powerdrill"));
    Path linkToLink = Files.createSymbolicLink(directory.resolve("two"), link);

    Outcome outcome = run(linkToLink, Map.of(), "a b", "", "*", "$HOME", "it's", "-jar");

    assertThat(outcome.out()).isEqualTo("[a b]\n[]\n[*]\n[$HOME]\n[it's]\n[-jar]\n");
    assertThat(outcome.exitCode()).isEqualTo(42);
  }

  @Test
  void runsTheContractCheckTheSameWay() throws IOException, InterruptedException {
    for (String source :
        List.of("openapi/src/main", "sandbox/src/main", "openapi/check/src/main")) {
      Files.createDirectories(root.resolve(source));
    }
    for (String pom : List.of("openapi/pom.xml", "openapi/check/pom.xml")) {
      Files.createFile(root.resolve(pom));
    }
    program("mvn", SPEC_MVN.formatted(mvnRuns));
    program(
        "java", JAVA.formatted("17").replace("!= -jar", "!= -cp").replace("shift 2", "shift 3"));
    Path link = Files.createSymbolicLink(directory.resolve("one"), root.resolve("powerdrill"));
    Map<String, String> options = Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC");

    Outcome first = run(link, options, "spec", "check", "a b");
    Outcome second = run(link, options, "spec", "check", "a b");

    assertThat(first.err()).startsWith("powerdrill spec: building").containsOnlyOnce("\n");
    assertThat(second).isEqualTo(new Outcome(42, "[check]\n[a b]\n", ""));
    assertThat(mvnRuns).hasContent("run\n");
    assertThat(Files.readAllLines(programs.resolve("java.saw")))
        .contains("option: -XX:+UseG1GC")
        .doesNotContain("option: -XX:+UseSerialGC")
        .noneMatch(line -> line.startsWith("left: "));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void replacesStreamsThatAreClosedSoThatNoFileTakesTheirNumber()
      throws IOException, InterruptedException {
    launch("x");
    program("java", STREAMS_JAVA.formatted(mvnRuns));
    String script = "exec '" + root.resolve("powerdrill") + "' x <&- >&- 2>&-";
    Map<String, String> path = Map.of("PATH", programs.toString());
    try (Child child = Child.start(path, List.of("/bin/sh", "-c", script))) {
      assertThat(child.end().exitCode()).as("what echo ends with").isNotZero();
    }

    assertThat(mvnRuns).hasContent("/dev/null\n".repeat(3));
  }
}
