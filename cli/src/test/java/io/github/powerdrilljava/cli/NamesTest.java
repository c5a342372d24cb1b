package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dataset or data source is called by its id or its name, in every command. */
class NamesTest extends AtNames {

  private String downloaded(String dataset, String dataSource) throws IOException {
    Path file = directory.resolve("file");
    Outcome outcome = run("download", "-o", file.toString(), "--force", "--", dataset, dataSource);
    return outcome.exitCode() == 0 ? Files.readString(file) : "none";
  }

  @Test
  void ofIdsCostNoList() throws IOException {
    put("dset-1", "ds-1", "a.csv");

    assertThat(run("presign", "dset-1", "ds-1").exitCode()).isZero();
    assertThat(requests()).containsExactly("POST datasets/dset-1/datasources/ds-1/presign");
  }

  @Test
  void ofADatasetThatIsAnIdCostsOneRequestMore() throws IOException {
    put("dset-1", "ds-1", "a.csv");

    assertThat(run("datasources", "dset-1").exitCode()).isZero();
    assertThat(requests())
        .hasSize(2)
        .allMatch(request -> request.startsWith("GET datasets/dset-1/datasources?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dset-1   | ds-1      | ds-1",
        "dset-1   | a.csv     | ds-1",
        "Sales    | ds-1      | ds-1",
        "Sales    | a.csv     | ds-1",
        "Sales    | 'q 1/2?#' | ds-2",
        "Sales    | größe 日本 | ds-3",
        "Sales    | \"it's\"  | ds-4",
        "Sales    | --x       | ds-5",
        "Sales    | a.CSV     | none",
        "sales    | a.csv     | none",
        "Sale     | a.csv     | none",
      })
  void areFoundExactlyAsTheyAre(String dataset, String dataSource, String id) throws IOException {
    put("dset-1", "ds-1", "a.csv");
    put("dset-1", "ds-2", "q 1/2?#");
    put("dset-1", "ds-3", "größe 日本");
    put("dset-1", "ds-4", "\"it's\"");
    put("dset-1", "ds-5", "--x");
    sandbox.putDataset("dset-1", "Sales", "");
    sandbox.putDataset("dset-2", "More Sales", "Sales, a copy");

    assertThat(downloaded(dataset, dataSource)).isEqualTo(id);
  }

  @Test
  void anIdWinsOverAName() throws IOException {
    put("dset-1", "ds-1", "ds-2");
    put("dset-1", "ds-2", "ds-1");
    put("dset-2", "ds-1", "other");
    sandbox.putDataset("dset-1", "dset-2", "");
    sandbox.putDataset("dset-2", "dset-1", "");

    assertThat(downloaded("dset-1", "ds-2")).isEqualTo("ds-2");
    assertThat(run("datasources", "dset-2").out()).endsWith("\tother\n");
  }

  @Test
  void anIdOfAnEmptyDatasetWinsOverAName() throws IOException {
    put("dset-1", "ds-1", "a.csv");
    sandbox.putDataset("dset-1", "dset-2", "");
    sandbox.putDataset("dset-2", "Empty", "");

    assertThat(run("datasources", "dset-2").out()).isEmpty();
    assertThat(run("datasources", "Empty"))
        .isEqualTo(new Outcome(0, "", "powerdrill: the dataset has no data sources.\n"));
  }

  @Test
  void aNameMayLookLikeAnId() throws IOException {
    put("dset-1", "ds-1", "ds-9");
    sandbox.putDataset("dset-1", "dset-9", "");

    assertThat(downloaded("dset-9", "ds-9")).isEqualTo("ds-1");
  }

  @Test
  void aNameThatSeveralDataSourcesHaveIsRefusedWithTheirIds() throws IOException {
    put("dset-1", "ds-1", "a.csv");
    sandbox.put(
        SandboxDataSource.withoutFile("dset-1", "ds-2", "a.csv")
            .withStatus(SandboxDataSource.Status.INVALID));
    put("dset-1", "ds-3", "b.csv");

    Outcome outcome = run("presign", "dset-1", "a.csv");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("\"a.csv\" 2 times: ", "ds-1 (4 bytes, synched)", "ds-2 (invalid)")
        .doesNotContain("ds-3")
        .endsWith(". Give the id instead.\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void aNameThatSeveralDatasetsHaveIsRefusedWithTheirIds() {
    for (int i = 10; i < 25; i++) {
      sandbox.putDataset("dset-" + i, "Sales", "");
    }

    for (String[] command :
        List.of(
            new String[] {"datasources", "Sales"},
            new String[] {"presign", "Sales", "ds-1"},
            new String[] {"download", "Sales", "ds-1"},
            new String[] {"export", "Sales", "-o", directory.resolve("e").toString()})) {
      Outcome outcome = run(command);

      assertThat(outcome.exitCode()).isEqualTo(4);
      assertThat(outcome.err()).contains("15 times: dset-", " and 5 more. Give the id instead.");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void ofControlCharactersAreNeitherPrintedNorNeeded() throws IOException {
    put("dset-1", "ds-1", "red\u001b[31m.csv");
    sandbox.putDataset("dset-1", "bell\u0007\tof", "two\nlines");

    assertThat(run("datasets").out()).isEqualTo("dset-1\tbell of\ttwo lines\n");
    assertThat(run("datasources", "bell of").out()).isEqualTo("ds-1\t4\tsynched\tred [31m.csv\n");
    assertThat(downloaded("bell of", "red [31m.csv")).isEqualTo("ds-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"datasources nope", "presign nope ds-1", "download nope ds-1"})
  void anUnknownDatasetIsSaidToBeOneAndHowToListThem(String command) {
    Outcome outcome = run(command.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err())
        .matches(
            "powerdrill: Dataset \"nope\" was not found, neither by id nor by name. See powerdrill"
                + " datasets for what there is\\. Trace id: \\S+, own: \\S+\\.\n");
  }

  @Test
  void anUnknownDataSourceIsSaidToBeOneAndHowToListThem() throws IOException {
    put("d 1", "ds-1", "a.csv");

    assertThat(run("presign", "d 1", "nope").err())
        .startsWith(
            "powerdrill: Data source \"nope\" of dataset \"d 1\" was not found, neither by id nor by"
                + " name. See powerdrill datasources 'd 1' for what there is. Trace id: ");
  }

  @ParameterizedTest
  @CsvSource({"403, 1004, 3", "200, 300002, 3", "500, 9999, 5", "429, 201, 5"})
  void areNotLookedForWhereTheServiceFails(int status, int code, int exitCode) {
    sandbox.faults().next(Fault.failure(status, code, "no"));

    assertThat(run("presign", "dset", "ds", "--attempts", "1").exitCode()).isEqualTo(exitCode);
    assertThat(requests()).hasSize(1);
  }

  @Test
  void longerThanASearchMayBeAreFoundInTheList() throws IOException {
    put("dset-1", "ds-1", "a.csv");
    sandbox.putDataset("dset-1", "long ".repeat(40), "");

    assertThat(run("datasources", "long ".repeat(40)).exitCode()).isZero();
  }
}
