package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a small tree of its own, with a java and a mvn that only tell they were run. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      case $1 in
        -version) echo 'openjdk version "%s" 2025-01-01' >&2 ;;
        --list-modules) echo 'jdk.compiler@17' ;;
        *)
          while [ "$1" != -jar ]; do shift; done
          shift 2
          for each; do echo "[$each]"; done
          exit 42
          ;;
      esac
      """;

  private static final String MVN =
      """
      #!/bin/sh
      echo run >>"%s"
      mkdir -p cli/target && echo jar >cli/target/powerdrill.jar
      echo '[ERROR] what went wrong'
      exit %d
      """;

  /** All that the launcher needs of the system, so that it can be shown a system without Java. */
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "dirname",
          "find",
          "grep",
          "head",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "touch");

  @TempDir private Path directory;
  private Path root;
  private Path programs;
  private Path mvnRuns;

  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectories(directory.resolve("the project"));
    programs = Files.createDirectories(directory.resolve("bin"));
    mvnRuns = directory.resolve("mvn-runs");
    for (String source :
        List.of(
            "openapi/a.yaml",
            "facade/src/main/java/A.java",
            "cli/src/A.java",
            "cli/src/test/ATest.java",
            "sandbox/pom.xml",
            "spec-check/pom.xml",
            "generated-client/src/t.mustache",
            "cli/pom.xml",
            "pom.xml",
            ".mvn/jvm.config")) {
      Path file = root.resolve(source);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    Files.copy(Path.of("../powerdrill"), root.resolve("powerdrill"));
    java("17.0.15");
    mvn(0);
    for (String tool : TOOLS) {
      String path = Files.exists(Path.of("/bin", tool)) ? "/bin/" : "/usr/bin/";
      program(tool, "#!/bin/sh\nexec " + path + tool + " \"$@\"\n");
    }
  }

  @Test
  void buildsOnceAndSaysSoOnStandardError() throws IOException, InterruptedException {
    Outcome first = launch("--version");
    Outcome second = launch("--version");

    assertThat(first.err()).startsWith("powerdrill: building").containsOnlyOnce("\n");
    assertThat(second).isEqualTo(new Outcome(42, "[--version]\n", ""));
    assertThat(first.out()).isEqualTo(second.out());
    assertThat(mvnRuns).hasContent("run\n");
  }

  @ParameterizedTest
  @CsvSource({
    "openapi/a.yaml, 2",
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
  void saysWhereTheOutputOfAFailedBuildIs() throws IOException, InterruptedException {
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

  @Test
  void buildsOnceWhereTwoComeAtOnce() throws IOException, InterruptedException {
    List<String> command = List.of(root.resolve("powerdrill").toString(), "x");
    Map<String, String> environment = Map.of("PATH", programs.toString());
    try (Child one = Child.start(environment, command);
        Child other = Child.start(environment, command)) {
      assertThat(one.end().out()).isEqualTo("[x]\n");
      assertThat(other.end().out()).isEqualTo("[x]\n");
    }
    assertThat(mvnRuns).hasContent("run\n");
  }

  @Test
  void takesALockOverWhoseHolderIsGone() throws IOException, InterruptedException {
    Path lock = Files.createDirectories(root.resolve("cli/target/build.lock"));
    try (Child gone = Child.start(Map.of(), List.of("/bin/true"))) {
      gone.end();
      Files.writeString(lock.resolve("holder"), Long.toString(gone.handle().pid()));
    }

    assertThat(launch("x").out()).isEqualTo("[x]\n");
    assertThat(lock).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "mvn"})
  void saysWhichProgramIsMissing(String program) throws IOException, InterruptedException {
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
  void prefersTheJavaOfJavaHomeAndSaysIfThereIsNone() throws IOException, InterruptedException {
    Path home = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
    Path launcher = root.resolve("powerdrill");

    Outcome none = run(launcher, Map.of("JAVA_HOME", String.valueOf(home)), "x");
    Files.move(programs.resolve("java"), directory.resolve("jdk/bin/java"));
    Outcome there = run(launcher, Map.of("JAVA_HOME", String.valueOf(home)), "x");

    assertThat(none.err()).contains("JAVA_HOME is " + home);
    assertThat(there.out()).isEqualTo("[x]\n");
  }

  private Outcome launch(String... args) throws IOException, InterruptedException {
    return run(root.resolve("powerdrill"), Map.of(), args);
  }

  private Outcome run(Path launcher, Map<String, String> changes, String... args)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(changes);
    environment.put("PATH", programs.toString());
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    try (Child child = Child.start(environment, command)) {
      return child.end();
    }
  }

  private void java(String version) throws IOException {
    program("java", JAVA.formatted(version));
  }

  private void mvn(int exitCode) throws IOException {
    program("mvn", MVN.formatted(mvnRuns, exitCode));
  }

  private void program(String name, String script) throws IOException {
    Path program = Files.writeString(programs.resolve(name), script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
