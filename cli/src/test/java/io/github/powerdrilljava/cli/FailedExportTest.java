package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What failed is said, and fetched the next time; what is refused leaves all as it is. */
class FailedExportTest extends AtExport {

  @Test
  void namesAFailureAmongSuccessesAndGoesOn() throws IOException {
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-9", "gone \u001b[31m.csv"));

    Outcome outcome = export();

    assertThat(outcome.exitCode()).isEqualTo(9);
    assertThat(outcome.out()).isEqualTo(target.resolve(MANIFEST) + "\n");
    assertThat(outcome.err().lines().toList())
        .hasSize(8)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("powerdrill: ds-9 \"gone  [31m.csv\": ");
              assertThat(lines.get(2)).startsWith("  downloaded        3  (");
              assertThat(lines.get(4)).isEqualTo("  failed            1");
              assertThat(lines.get(5)).startsWith("    1 api, code ");
              assertThat(lines.get(6)).startsWith("      ds-9 \"gone  [31m.csv\": ");
              assertThat(lines.get(7))
                  .isEqualTo(
                      "powerdrill: not all of the dataset was exported: 1 data source failed, 0 are"
                          + " not listed; 3 files are in place; the same command fetches only the"
                          + " rest.");
            });
  }

  @Test
  void countsFailuresByReasonAtTheEndTheMostFrequentFirst() throws IOException {
    put("dset-1", "ds-5", "mine.csv");
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine.csv"), "someone else's");
    for (int i = 10; i < 22; i++) {
      sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-" + i, "gone.csv"));
    }

    Outcome outcome = export();

    assertThat(outcome.err().lines().filter(line -> line.startsWith("powerdrill: ds-")))
        .hasSize(13);
    assertThat(outcome.err())
        .containsPattern(
            "  failed           13\n    12 api, code \\d+: .+\n(      ds-\\d+ \"gone.csv\": .+\n){3}"
                + "      and 9 more\n    1 download\n      ds-5 \"mine.csv\": .+\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export Sales                       | Missing required option",
        "export -o x                        | Missing required parameter: 'DATASET'",
        "export Sales -o x --jobs 0         | --jobs 0 must be 1 to 64",
        "export Sales -o x --jobs 65        | --jobs 65 must be 1 to 64",
        "export Sales -o x --include [      | '[' is not a pattern, for example *.csv",
        "export Sales -o=                   | --output must name a directory, and is empty",
      })
  void refusesWhatMakesNoSense(String command, String told) {
    Outcome outcome = run(command.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(told).containsOnlyOnce("\n");
    assertThat(requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"429, 201", "503, 9999"})
  void goesOnAfterAFailureThatPasses(int status, int code) {
    sandbox.faults().next(Fault.failure(status, code, "x"), Fault.failure(status, code, "x"));

    assertThat(export().exitCode()).isZero();
  }

  @Test
  void leavesNothingWhereThereIsNoSuchDataset() {
    assertThat(run("export", "nope", "-o", target.toString()).exitCode()).isEqualTo(4);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isRefusedWhileAnotherOneWritesThere() throws IOException {
    Files.createDirectory(target);
    try (FileChannel other =
        FileChannel.open(
            target.resolve(MANIFEST), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();

      Outcome outcome = export();

      assertThat(outcome.exitCode()).isEqualTo(8);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("nother").containsOnlyOnce("\n");
    }
    assertThat(files()).containsExactly(MANIFEST);
  }

  @Test
  void isRefusedWhereAFileIs() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    Outcome outcome = run("export", "Sales", "-o", file.toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(file.toString()).containsOnlyOnce("\n");
    assertThat(file).hasContent("x");
  }
}
