package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A dataset comes as files in a directory, once; what failed is said, and fetched the next time.
 */
class ExportCommandTest extends AtNames {

  private static final String MANIFEST = "powerdrill-manifest.jsonl";

  private Path target;

  @BeforeEach
  void serve() throws IOException {
    target = directory.resolve("sales");
    put("dset-1", "ds-1", "a.csv");
    put("dset-1", "ds-2", "b.csv");
    put("dset-1", "ds-3", "c.txt");
    sandbox.putDataset("dset-1", "Sales", "");
  }

  private Outcome export(String... options) {
    String[] args = new String[4 + options.length];
    args[0] = "export";
    args[1] = "Sales";
    args[2] = "-o";
    args[3] = target.toString();
    System.arraycopy(options, 0, args, 4, options.length);
    return run(args);
  }

  private String[] files() {
    String[] files = target.toFile().list();
    return files == null ? new String[0] : files;
  }

  private static Map<?, ?> parsed(String json) throws IOException {
    return (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(json)).readJsonValue();
  }

  @Test
  void bringsTheFilesAndPrintsTheManifestThatListsThem() {
    Outcome outcome = export();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualTo(target.resolve(MANIFEST) + "\n");
    assertThat(outcome.err())
        .matches(
            "Export of dataset dset-1 to \\Q"
                + target
                + "\\E:\n"
                + "  downloaded        3  \\(12 B in \\d.* m?s, .+/s\\)\n"
                + "  unchanged         0\n"
                + "  next          the same command fetches only what is new or changed by then\n");
    assertThat(files()).containsExactlyInAnyOrder("a.csv", "b.csv", "c.txt", MANIFEST);
    assertThat(target.resolve("b.csv")).hasContent("ds-2");
  }

  @Test
  void fetchesTheSecondTimeOnlyWhatIsNewOrChanged() throws IOException {
    export();
    put("dset-1", "ds-3", "c.txt");
    sandbox.put(
        SandboxDataSource.of(
                "dset-1", "ds-3", Files.writeString(served.resolve("longer"), "longer than before"))
            .withName("c.txt"));
    put("dset-1", "ds-4", "d.csv");

    Outcome outcome = export();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .contains("  downloaded        2  (")
        .contains(
            "  unchanged         2  (same id, name and listed size as in the manifest, and same size"
                + " and no later time on disk, or else same SHA-256)\n");
    assertThat(target.resolve("c.txt")).hasContent("longer than before");
  }

  @Test
  void readsTheFilesAgainToVerifyThem() throws IOException {
    export();
    Path damaged = target.resolve("a.csv");
    FileTime time = Files.getLastModifiedTime(damaged);
    Files.writeString(damaged, "DS-1");
    Files.setLastModifiedTime(damaged, time);

    assertThat(export().err()).contains("  unchanged         3  (");
    Outcome verified = export("--verify");

    assertThat(verified.exitCode()).isEqualTo(9);
    assertThat(verified.err())
        .contains("  unchanged         2  (same id", "and same SHA-256 on disk)\n")
        .contains("a.csv was changed after it was exported. Move it away, and export again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--include *.csv                  | a.csv b.csv",
        "--include *.txt --include a*     | a.csv c.txt",
        "--include=?.[b-t][xs]?           | a.csv b.csv c.txt",
        "--include [!a].*                 | b.csv c.txt",
        "--include A.csv                  | ''",
      })
  void takesOnlyNamesLikeThese(String options, String expected) {
    assertThat(export(options.split(" ", -1)).exitCode()).isZero();
    assertThat(files())
        .containsExactlyInAnyOrder((expected + " " + MANIFEST).strip().split(" ", -1));
  }

  @Test
  void onlyListsInADryRun() throws IOException {
    Outcome all = export("--dry-run");

    assertThat(all.exitCode()).isZero();
    assertThat(all.out().lines())
        .containsExactlyInAnyOrder(
            "ds-1\t4\t" + target.resolve("a.csv"),
            "ds-2\t4\t" + target.resolve("b.csv"),
            "ds-3\t4\t" + target.resolve("c.txt"));
    assertThat(all.err())
        .isEqualTo(
            "Export of dataset dset-1 to "
                + target
                + " (dry run):\n  to download       3\n  unchanged         0\n"
                + "  next          the same command without --dry-run downloads them\n");
    assertThat(directory).isEmptyDirectory();

    export("--include", "a.csv");
    FileTime written = Files.getLastModifiedTime(target.resolve(MANIFEST));
    assertThat(export("--dry-run", "-q"))
        .satisfies(rest -> assertThat(rest.out().lines()).hasSize(2))
        .satisfies(rest -> assertThat(rest.err()).isEmpty());
    assertThat(files()).containsExactlyInAnyOrder("a.csv", MANIFEST);
    assertThat(Files.getLastModifiedTime(target.resolve(MANIFEST))).isEqualTo(written);
  }

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
                          + " not listed. 3 files are in place; the same command fetches only the"
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

  @Test
  void isQuiet() {
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-9", "gone.csv"));

    Outcome failed = export("-q");
    assertThat(failed.err().lines()).hasSize(2).allMatch(line -> line.startsWith("powerdrill: "));

    sandbox.remove("dset-1", "ds-9");
    assertThat(export("-q")).isEqualTo(new Outcome(0, target.resolve(MANIFEST) + "\n", ""));
  }

  @Test
  void isJsonLinesWithASummaryAtTheEnd() throws IOException {
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-9", "gone.csv"));

    Outcome outcome = export("--json");

    assertThat(outcome.exitCode()).isEqualTo(9);
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines)
        .hasSize(5)
        .contains(
            "{\"type\":\"data_source\",\"id\":\"ds-1\",\"name\":\"a.csv\",\"outcome\":\"downloaded\","
                + "\"file\":\""
                + target.resolve("a.csv")
                + "\",\"size\":4,\"failure\":null}")
        .anyMatch(
            line ->
                line.contains("\"id\":\"ds-9\"")
                    && line.contains("\"outcome\":\"failed\"")
                    && line.contains("\"failure\":{\"error\":\"api\",\"message\":\""));
    Map<?, ?> summary = parsed(lines.get(4));
    assertThat(summary.get("type")).isEqualTo("summary");
    assertThat(summary.get("downloaded")).isEqualTo(3.0);
    assertThat(summary.get("failed")).isEqualTo(1.0);
    assertThat(summary.get("bytes")).isEqualTo(12.0);
    assertThat(summary.get("manifest")).isEqualTo(target.resolve(MANIFEST).toString());
    assertThat(outcome.err()).containsOnlyOnce("\n");
    assertThat(parsed(outcome.err()).get("error")).isEqualTo("export");
    assertThat(parsed(outcome.err()).get("exit_code")).isEqualTo(9.0);
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
  void ofAnEmptyDatasetIsEmpty() {
    sandbox.putDataset("dset-2", "Empty", "");

    Outcome outcome = run("export", "Empty", "-o", target.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("  downloaded        0\n");
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
