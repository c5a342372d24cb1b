package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a small tree of its own, with a java and a mvn that only tell they were run. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      case $1 in
        -version) echo 'openjdk version "%s" 2025-01-01' >&2 ;;
        --list-modules) echo 'jdk.compiler@17' ;;
        *)
          for each in "${JAVA_TOOL_OPTIONS-}" "${JDK_JAVA_OPTIONS-}" "${_JAVA_OPTIONS-}"; do
            [ -z "$each" ] || printf 'left: %%s\\n' "$each" >>"$0.saw"
          done
          echo "locale: ${LC_ALL-}" >>"$0.saw"
          while [ "$1" != -jar ]; do printf 'option: %%s\\n' "$1" >>"$0.saw"; shift; done
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

  /** Tells what the first three streams are. */
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
      mkdir -p spec-check/target && echo a.jar >spec-check/target/class-path
      """;

  /** A build that never ends by itself. */
  private static final String ENDLESS_MVN =
      """
      #!/bin/sh
      echo $$ >"%s"
      exec sleep 600
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
      Path path = Path.of("/bin", tool);
      Files.createSymbolicLink(
          programs.resolve(tool), Files.exists(path) ? path : Path.of("/usr/bin", tool));
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
      killed.handle().destroyForcibly();
      killed.handle().onExit().join();
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

  @ParameterizedTest
  @ValueSource(strings = {": >TARGET", "ln -s /nowhere/at/all TARGET", "ln -s /proc/1 TARGET"})
  @EnabledOnOs(OS.LINUX)
  void saysThatItCannotWriteItsBuild(String makeTarget) throws IOException, InterruptedException {
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
  @ValueSource(strings = {"C", "POSIX", "no_SUCH"})
  void givesJavaALocaleThatCanWriteAnyName(String locale) throws IOException, InterruptedException {
    launch("x");
    program(
        "locale", "#!/bin/sh\n[ \"$LC_ALL\" = C.UTF-8 ] && echo UTF-8 || echo ANSI_X3.4-1968\n");

    assertThat(seen(Map.of("LC_ALL", locale))).contains("locale: C.UTF-8");
    assertThat(seen(Map.of("LC_ALL", "C.UTF-8"))).contains("locale: C.UTF-8");
  }

  @Test
  void servesPowerdrillSpecTheSameWay() throws IOException, InterruptedException {
    Files.copy(Path.of("../powerdrill-spec"), root.resolve("powerdrill-spec"));
    for (String source : List.of("openapi/src/main", "sandbox/src/main", "spec-check/src/main")) {
      Files.createDirectories(root.resolve(source));
    }
    Files.createFile(root.resolve("openapi/pom.xml"));
    program("mvn", SPEC_MVN.formatted(mvnRuns));
    program(
        "java", JAVA.formatted("17").replace("!= -jar", "!= -cp").replace("shift 2", "shift 3"));
    Path link =
        Files.createSymbolicLink(directory.resolve("spec"), root.resolve("powerdrill-spec"));
    Map<String, String> options = Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC");

    Outcome first = run(link, options, "check", "a b");
    Outcome second = run(link, options, "check", "a b");

    assertThat(first.err()).startsWith("powerdrill-spec: building").containsOnlyOnce("\n");
    assertThat(second).isEqualTo(new Outcome(42, "[check]\n[a b]\n", ""));
    assertThat(mvnRuns).hasContent("run\n");
    assertThat(Files.readAllLines(programs.resolve("java.saw")))
        .contains("option: -XX:+UseG1GC")
        .doesNotContain("option: -XX:+UseSerialGC")
        .noneMatch(line -> line.startsWith("left: "));
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

  /** What java got to see when the launcher was called with that environment. */
  private List<String> seen(Map<String, String> environment)
      throws IOException, InterruptedException {
    Path saw = programs.resolve("java.saw");
    Files.deleteIfExists(saw);
    Outcome outcome = launch(environment, "x");
    assertThat(outcome).isEqualTo(new Outcome(42, "[x]\n", ""));
    return Files.readAllLines(saw);
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

  private Path lock() {
    return root.resolve("cli/target/build.lock");
  }

  private Child begin() throws IOException {
    return Child.start(
        Map.of("PATH", programs.toString()), List.of(root.resolve("powerdrill").toString(), "x"));
  }

  private Outcome launch(String... args) throws IOException, InterruptedException {
    return launch(Map.of(), args);
  }

  private Outcome launch(Map<String, String> changes, String... args)
      throws IOException, InterruptedException {
    return run(root.resolve("powerdrill"), changes, args);
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
