package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An export in a process of its own: a signal, a second one, a reader that goes away. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
@DisabledOnOs(OS.WINDOWS)
class ExportIT extends AtJar {

  private static final int SMALL = 30;

  /** Data sources, of which some fetch all that a person would wait for. */
  private void serve(String dataset) throws IOException {
    Path small = Files.writeString(served.resolve("small.csv"), "a;b\n");
    for (int i = 0; i < SMALL; i++) {
      sandbox.put(SandboxDataSource.of(dataset, "ds-" + i, small).withName("f" + i));
    }
  }

  /** The first line of an export as JSON: then one data source is there, and others are not. */
  private static String firstLine(Child child) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(child.out(), StandardCharsets.UTF_8), 1);
    return String.valueOf(out.readLine());
  }

  @Test
  void endsCleanlyOnCtrlCAndTheSameCommandFetchesTheRest()
      throws IOException, InterruptedException {
    assumeThat(Child.inheritsIgnored(2)).as("INT is ignored here").isFalse();
    serve("interrupted");
    String[] command = {"export", "interrupted", "-o", directory.toString(), "--json"};
    try (Child child = Child.powerdrill(environment(Map.of()), command)) {
      assertThat(firstLine(child)).contains("\"outcome\":\"downloaded\"");
      child.send("INT");
      Outcome outcome = child.end();

      assertThat(outcome.exitCode()).isEqualTo(130);
      assertThat(outcome.err())
          .containsOnlyOnce("\n")
          .matches(
              "\\{\"error\":\"interrupted\",\"message\":\"interrupted; (\\d+) files? (?:is|are) in"
                  + " place, \\1 of them new; the same command fetches only the rest\\.\".*\\}\n");
    }
    assertThat(lines("powerdrill-manifest.jsonl")).isBetween(1L, SMALL - 1L);
    long before = lines("powerdrill-manifest.jsonl");

    Outcome rest = run(Map.of(), command);

    assertThat(rest.exitCode()).isZero();
    assertThat(rest.out().lines().filter(line -> line.contains("\"unchanged\"")))
        .hasSizeGreaterThanOrEqualTo((int) before);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(SMALL + 1).noneMatch(file -> file.toString().contains(".part"));
    }
  }

  private long lines(String file) throws IOException {
    try (Stream<String> lines = Files.lines(directory.resolve(file))) {
      return lines.count();
    }
  }

  @Test
  void isRefusedWhileAnotherOneWritesToTheDirectory() throws IOException, InterruptedException {
    serve("busy");
    String[] command = {"export", "busy", "-o", directory.toString(), "--json"};
    try (Child first = Child.powerdrill(environment(Map.of()), command)) {
      assertThat(firstLine(first)).contains("\"outcome\":\"downloaded\"");
      first.send("STOP"); // or it might end before the second begins

      Outcome second = run(Map.of(), "export", "busy", "-o", directory.toString());

      assertThat(first.handle().isAlive()).as("the first is still there").isTrue();
      assertThat(second.exitCode()).isEqualTo(8);
      first.send("CONT");
      assertThat(first.end().exitCode()).isZero();
    }
  }

  @Test
  void listsMoreThanAPipeHoldsToAReaderThatWantsOne() throws IOException, InterruptedException {
    for (int i = 0; i < 4_000; i++) {
      sandbox.put(SandboxDataSource.withoutFile("large", "ds-" + i, "f"));
    }
    String command = String.join(" ", Child.command("datasources", "large"));
    List<String> piped = List.of("bash", "-c", command + " | head -1; echo \"${PIPESTATUS[0]}\"");

    try (Child child = Child.start(environment(Map.of("PATH", "/usr/bin:/bin")), piped)) {
      Outcome outcome = child.end();

      assertThat(outcome.out()).matches("ds-\\d+\t\tsynched\tf\n141\n");
      assertThat(outcome.err()).isEmpty();
    }
    assertThat(run(Map.of(), "datasources", "large").out().lines().distinct()).hasSize(4_000);
  }

  @Test
  void listsNamesInALocaleOfAscii() throws IOException, InterruptedException {
    sandbox.put(SandboxDataSource.withoutFile("ascii", "ds-1", "größe"));

    Outcome outcome = run(Map.of("LC_ALL", "C"), "datasources", "ascii");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).matches("ds-1\t\tsynched\tgr.{1,2}e\n");
    assertThat(run(Map.of("LC_ALL", "C"), "datasources", "ascii", "--json").out())
        .contains("\"id\":\"ds-1\"");
  }
}
