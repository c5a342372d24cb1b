package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dataset comes as files in a directory, once. */
class ExportCommandTest extends AtExport {

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

  @Test
  void ofAnEmptyDatasetIsEmpty() {
    sandbox.putDataset("dset-2", "Empty", "");

    Outcome outcome = run("export", "Empty", "-o", target.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("  downloaded        0\n");
  }
}
