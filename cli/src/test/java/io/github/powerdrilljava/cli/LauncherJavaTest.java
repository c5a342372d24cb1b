package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Java and which Maven are taken, and what is said where there are none. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class LauncherJavaTest extends AtLauncher {

  @ParameterizedTest
  @ValueSource(strings = {"java", "mvn"})
  void reportsWhichProgramIsMissing(String program) throws IOException, InterruptedException {
    Files.delete(programs.resolve(program));

    Outcome outcome = launch("--version");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("powerdrill: " + program + " was not found. Install")
        .containsOnlyOnce("\n");
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_402, 8", "11.0.2, 11", "16, 16"})
  void refusesAnOldJava(String version, int number) throws IOException, InterruptedException {
    java(version);

    Outcome outcome = launch("--version");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("is Java " + number + ", but 17 or newer")
        .containsOnlyOnce("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "21.0.1", "25-ea"})
  void takesANewerJava(String version) throws IOException, InterruptedException {
    java(version);

    assertThat(launch("--version").exitCode()).isEqualTo(42);
  }

  @Test
  void prefersTheJavaOfJavaHomeAndReportsIfThereIsNone() throws IOException, InterruptedException {
    Path home = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
    Path launcher = root.resolve("powerdrill");

    Outcome none = run(launcher, Map.of("JAVA_HOME", String.valueOf(home)), "x");
    Files.move(programs.resolve("java"), directory.resolve("jdk/bin/java"));
    Outcome there = run(launcher, Map.of("JAVA_HOME", String.valueOf(home)), "x");

    assertThat(none.err()).contains("JAVA_HOME is " + home);
    assertThat(there.out()).isEqualTo("[x]\n");
  }
}
