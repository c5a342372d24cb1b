package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher builds when it must, reports that it does, and reports what went wrong. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class LauncherBuildTest extends AtLauncher {

  @Test
  void buildsOnceAndReportsItOnStandardError() throws IOException, InterruptedException {
    Outcome first = launch("--version");
    Outcome second = launch("--version");

    assertThat(first.err()).startsWith("powerdrill: building").containsOnlyOnce("\n");
    assertThat(second).isEqualTo(new Outcome(42, "[--version]\n", ""));
    assertThat(first.out()).isEqualTo(second.out());
    assertThat(mvnRuns).hasContent("run\n");
  }

  @Test
  void buildsNothingWhileAWordIsCompleted() throws IOException, InterruptedException {
    assertThat(launch("complete-names", "--", "datasources", "S"))
        .isEqualTo(new Outcome(0, "", ""));
    assertThat(mvnRuns).doesNotExist();

    launch("--version");
    assertThat(launch("complete-names", "--", "x").out())
        .isEqualTo("[complete-names]\n[--]\n[x]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "openapi/a.yaml, 2",
    "openapi/check/src/main/java/A.java, 1",
    "facade/src/main/java/A.java, 2",
    "facade/src/main/java, 2",
    "generated-client/src/t.mustache, 2",
    "sandbox/pom.xml, 2",
    "cli/pom.xml, 2",
    "pom.xml, 2",
    ".mvn/jvm.config, 2",
    "cli/src/A.java, 2",
    "cli/src/test/ATest.java, 1",
    "cli/target/other, 1",
    "README.md, 1"
  })
  void buildsAgainWhenWhatItIsMadeOfIsNewer(String changed, int builds)
      throws IOException, InterruptedException {
    launch("x");
    Path file = root.resolve(changed);
    if (!Files.exists(file)) {
      Files.writeString(file, "");
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

    launch("x");

    assertThat(Files.readAllLines(mvnRuns)).hasSize(builds);
  }

  @Test
  void reportsWhereTheOutputOfAFailedBuildIs() throws IOException, InterruptedException {
    mvn(1);

    Outcome outcome = launch("--version");

    Path log = root.toRealPath().resolve("cli/target/build.log");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .endsWith(
            "  what went wrong\npowerdrill: the build failed; its output is in " + log + "\n");
    assertThat(log).hasContent("[ERROR] what went wrong\n");
  }

  @Test
  void buildsAgainAfterABuildThatFailed() throws IOException, InterruptedException {
    mvn(1); // leaves a jar behind, as a build can that fails late
    launch("x");
    mvn(0);

    assertThat(launch("x").out()).isEqualTo("[x]\n");
    assertThat(mvnRuns).hasContent("run\nrun\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {": >TARGET", "ln -s /nowhere/at/all TARGET", "ln -s /proc/1 TARGET"})
  @EnabledOnOs(OS.LINUX)
  void reportsThatItCannotWriteItsBuild(String makeTarget)
      throws IOException, InterruptedException {
    String script = makeTarget.replace("TARGET", "'" + root.resolve("cli/target") + "'");
    try (Child child = Child.start(Map.of(), List.of("/bin/sh", "-c", script))) {
      assertThat(child.end()).isEqualTo(new Outcome(0, "", ""));
    }

    assertThat(launch("x"))
        .isEqualTo(
            new Outcome(
                1, "", "powerdrill: cannot write to " + root.toRealPath() + "/cli/target.\n"));
    assertThat(mvnRuns).doesNotExist();
  }
}
