package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a small tree of its own, with a java and a mvn that only tell they were run. */
abstract class AtLauncher {

  static final String JAVA =
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
      mkdir -p cli/target && echo jar >cli/target/powerdrill-1.jar
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
          "ln",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "touch");

  @TempDir Path directory;
  Path root;
  Path programs;
  Path mvnRuns;

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
            "openapi/check/src/main/java/A.java",
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

  /** What java got to see when the launcher was called with that environment. */
  List<String> seen(Map<String, String> environment) throws IOException, InterruptedException {
    Path saw = programs.resolve("java.saw");
    Files.deleteIfExists(saw);
    Outcome outcome = launch(environment, "x");
    assertThat(outcome).isEqualTo(new Outcome(42, "[x]\n", ""));
    return Files.readAllLines(saw);
  }

  Outcome launch(String... args) throws IOException, InterruptedException {
    return launch(Map.of(), args);
  }

  Outcome launch(Map<String, String> changes, String... args)
      throws IOException, InterruptedException {
    return run(root.resolve("powerdrill"), changes, args);
  }

  Outcome run(Path launcher, Map<String, String> changes, String... args)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(changes);
    environment.put("PATH", programs.toString());
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    try (Child child = Child.start(environment, command)) {
      return child.end();
    }
  }

  void java(String version) throws IOException {
    program("java", JAVA.formatted(version));
  }

  void mvn(int exitCode) throws IOException {
    program("mvn", MVN.formatted(mvnRuns, exitCode));
  }

  void program(String name, String script) throws IOException {
    Path program = Files.writeString(programs.resolve(name), script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
