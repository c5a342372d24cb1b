package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash completes, asked as bash asks it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
@DisabledOnOs(OS.WINDOWS)
class CompletionIT extends AtJar {

  private static final String COMPLETE =
      """
      source "$0"
      compopt() { :; } # which works only while bash completes
      COMP_WORDS=(%s)
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _complete_powerdrill_names
      printf '%%s\\n' "${COMPREPLY[@]}"
      """;

  /** On a busy machine, the two seconds of a person may not be enough. */
  private static final String PROGRAM =
      """
      #!/bin/sh
      if [ "$1" = complete-names ]; then
        shift
        set -- complete-names --seconds "${SECONDS_TO_WAIT:-60}" "$@"
      fi
      exec %s "$@"
      """;

  @TempDir private static Path forAll;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static Path script;

  @BeforeAll
  static void writeScript() throws IOException, InterruptedException {
    try (Child completion = Child.powerdrill(Map.of(), "completion")) {
      Outcome printed = completion.end();
      assertThat(printed.exitCode()).isZero();
      script = Files.writeString(forAll.resolve("completion"), printed.out());
    }
  }

  @BeforeEach
  void serve() throws IOException {
    Path program = directory.resolve("powerdrill");
    String java =
        Child.command().stream()
            .map(
                word ->
                    word.startsWith("target/") ? Path.of(word).toAbsolutePath().toString() : word)
            .map(word -> word.replace("=target/", "=" + Path.of("target").toAbsolutePath() + "/"))
            .map(ShellWord::of)
            .collect(Collectors.joining(" "));
    Files.writeString(program, PROGRAM.formatted(java));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    sandbox.putDataset("dset-1", "Sales 2026", "");
    sandbox.putDataset("dset-2", "Sales 2025", "");
    sandbox.putDataset("dset-3", "Twice", "");
    sandbox.putDataset("dset-4", "Twice", "");
    sandbox.putDataset("dset-5", "odd\u001b[31m", "");
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-1", "a.csv"));
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-2", "größe & 'x'"));
  }

  private Outcome completed(Map<String, String> changes, String words)
      throws IOException, InterruptedException {
    Map<String, String> environment = environment(changes);
    environment.put("PATH", directory + ":/usr/bin:/bin");
    List<String> command = List.of("bash", "-c", COMPLETE.formatted(words), script.toString());
    try (Child child = Child.start(environment, command)) {
      return child.end();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "powerdrill datas                          | datasets datasources",
        "powerdrill datasources Sa                 | Sales\\_2025 Sales\\_2026",
        "powerdrill datasources 'Sales\\ 2026'     | Sales\\_2026",
        "powerdrill export -q --jobs 3 Tw          | ''",
        "powerdrill export dset-                   | dset-1 dset-2 dset-3 dset-4 dset-5",
        "powerdrill download 'Sales\\ 2026' ''     | a.csv größe\\_\\&\\_\\'x\\'",
        "powerdrill presign dset-1 ds-             | ds-1 ds-2",
        "powerdrill presign dset-1 a.csv x         | ''",
        "powerdrill datasources --base-url http://127.0.0.1:1/ Sa | ''",
        "powerdrill datasources nope x             | ''",
        "powerdrill download nope ''               | ''",
      })
  void areCommandsDatasetsAndDataSources(String words, String candidates) throws Exception {
    Outcome outcome = completed(Map.of(), words);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().strip().replace("\\ ", "\\_").lines().toList())
        .containsExactlyInAnyOrder(
            candidates.isEmpty() ? new String[0] : candidates.split(" ", -1));
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource({
    "POWERDRILL_PROJECT_API_KEY, secret-key-of-nobody",
    "POWERDRILL_PROJECT_API_KEY, ''",
    "POWERDRILL_BASE_URL, http://127.0.0.1:1/api",
    "POWERDRILL_BASE_URL, http://192.0.2.1/api",
    "POWERDRILL_BASE_URL, https://192.0.2.1/api",
  })
  void areNoneAndNoMessageWhereTheServiceDoesNotRespond(String variable, String value)
      throws Exception {
    Outcome outcome =
        completed(Map.of(variable, value, "SECONDS_TO_WAIT", "1"), "powerdrill datasources Sa");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().strip()).isEmpty();
  }

  @Test
  void showNoNameThatATerminalWouldObey() throws Exception {
    assertThat(completed(Map.of(), "powerdrill datasources ''").out().lines())
        .contains("dset-5", "dset-3", "dset-4", "Sales\\ 2026")
        .doesNotContain("Twice")
        .allMatch(Printable::is);
  }
}
