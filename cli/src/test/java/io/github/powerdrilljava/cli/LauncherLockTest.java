package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Launchers build one at a time, and none waits for a build that nobody makes any more. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class LauncherLockTest extends AtLauncher {

  /** A build that never ends by itself. */
  private static final String ENDLESS_MVN =
      """
      #!/bin/sh
      echo $$ >"%s"
      exec sleep 600
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void buildsOnceWhereSixComeAtOnce(boolean lockLeftBehind)
      throws IOException, InterruptedException {
    if (lockLeftBehind) {
      Files.createDirectories(lock().getParent());
      Files.writeString(lock(), "1 1\n");
    }
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      children.add(begin());
    }
    for (Child child : children) {
      assertThat(child.end().out()).isEqualTo("[x]\n");
      child.close();
    }

    assertThat(mvnRuns).hasContent("run\n");
    assertThat(root.resolve("cli/target"))
        .isDirectoryNotContaining("glob:**lock*")
        .isDirectoryNotContaining("glob:**/built.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -f LOCK && : >LOCK",
        "mkdir LOCK",
        "mkdir LOCK && : >LOCK/holder",
        "mkdir LOCK && echo $PPID >LOCK/holder",
        "ln -s nowhere LOCK",
        "echo 0 >LOCK",
        "echo what is this >LOCK",
        "echo 4194305 1 >LOCK",
        "echo $PPID 1 >LOCK",
        "(sleep 0 & echo $! 1 >LOCK)"
      })
  void takesALockOverThatNobodyHolds(String makeLock) throws IOException, InterruptedException {
    Files.createDirectories(lock().getParent());
    String script = makeLock.replace("LOCK", "'" + lock() + "'");
    try (Child child = Child.start(Map.of(), List.of("/bin/sh", "-c", script))) {
      assertThat(child.end()).isEqualTo(new Outcome(0, "", ""));
    }

    assertThat(launch("x").out()).isEqualTo("[x]\n");
    assertThat(lock()).doesNotExist();
    assertThat(mvnRuns).hasContent("run\n");
  }

  @Test
  void takesABuildOverWhoseLauncherWasKilled() throws IOException, InterruptedException {
    Path builder = directory.resolve("builder");
    program("mvn", ENDLESS_MVN.formatted(builder));
    try (Child killed = begin()) {
      long pid = builderOf(killed, builder);
      killed.kill();
      mvn(0);

      assertThat(launch("x").out()).isEqualTo("[x]\n");
      assertThat(runs(pid)).as("the build").isFalse();
    }
    assertThat(mvnRuns).hasContent("run\n");
  }

  @ParameterizedTest
  @CsvSource({"INT, 2, 130", "TERM, 15, 143", "HUP, 1, 129"})
  void endsTheBuildOnASignal(String signal, int number, int exitCode)
      throws IOException, InterruptedException {
    assumeThat(Child.inheritsIgnored(number)).as("%s is ignored here", signal).isFalse();
    Path builder = directory.resolve("builder");
    program("mvn", ENDLESS_MVN.formatted(builder));
    try (Child child = begin()) {
      long pid = builderOf(child, builder);
      child.send(signal);

      assertThat(child.end().exitCode()).isEqualTo(exitCode);
      assertThat(runs(pid)).as("the build").isFalse();
    }
    assertThat(lock()).doesNotExist();
    mvn(0);
    assertThat(launch("x").out()).isEqualTo("[x]\n");
  }

  /** What has ended may stay in the table of processes for a while, without its arguments. */
  private static boolean runs(long pid) throws IOException {
    Path arguments = Path.of("/proc/" + pid + "/cmdline");
    return Files.exists(Path.of("/proc/self"))
        ? Files.exists(arguments) && Files.readAllBytes(arguments).length > 0
        : ProcessHandle.of(pid).isPresent();
  }

  /** The process of the build, once the lock names it. */
  private long builderOf(Child launcher, Path file) throws IOException {
    while (!Files.exists(lock()) || Files.readAllLines(lock()).size() < 2 || !Files.exists(file)) {
      assertThat(launcher.handle().isAlive()).isTrue();
      Thread.onSpinWait();
    }
    return Long.parseLong(Files.readAllLines(lock()).get(1).replaceAll(" .*", ""));
  }

  private Path lock() {
    return root.resolve("cli/target/build.lock");
  }

  private Child begin() throws IOException {
    return Child.start(
        Map.of("PATH", programs.toString()), List.of(root.resolve("powerdrill").toString(), "x"));
  }
}
