package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.ExportedDataSource.Outcome;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An export brings every data source, and says what it has brought. */
class ExportTest extends ExportingTest {

  @Test
  void bringsEveryDataSourceUnderItsName() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "bc");
    ExportResult result = export();
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "costs.csv", "bc"));
    assertThat(counts(result)).containsExactly(2L, 0L, 0L);
    assertThat(result.bytes()).isEqualTo(3);
    assertThat(result.manifest()).isEqualTo(directory.resolve(ExportResult.MANIFEST));
  }

  @Test
  void saysThatTheServiceCountsMoreThanItLists() throws Exception {
    put("ds-1", "sales.csv", "a");
    String listed =
        "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":100,\"total_items\":3,\"records\":["
            + "{\"id\":\"ds-1\",\"dataset_id\":\"dset-1\",\"name\":\"sales.csv\","
            + "\"type\":\"FILE\",\"status\":\"synched\",\"size\":1}]}}";
    Fault page = Fault.response(200, "application/json", listed);
    sandbox.faults().next(page, page, page, page); // the second is nothing new, and so on
    ExportException failure = failure(request().dryRun());
    assertThat(failure).hasMessageContaining("the service counts 2 more than it lists");
    assertThat(failure.result())
        .returns(1L, ExportResult::missing)
        .returns(2L, ExportResult::unlisted);
  }

  @Test
  void goesOnWithTheOthersWhereOneFails() throws Exception {
    put("ds-1", "sales.csv", "a");
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-2", "gone.csv"));
    put("ds-3", "costs.csv", "c");
    ExportException failure = failure(request());
    assertThat(failure)
        .hasMessageContaining("Could not export all of dataset \"dset-1\": 1 data source failed")
        .hasMessageContaining("Could not presign data source \"ds-2\"")
        .hasMessageEndingWith("2 files are in place; the same export fetches only the rest.");
    assertThat(failure.traceId()).isNotNull();
    assertThat(counts(failure.result())).containsExactly(2L, 0L, 1L);
    assertThat(failure.result().failures().get(0))
        .satisfies(failed -> assertThat(failed.dataSource().id()).isEqualTo("ds-2"))
        .satisfies(failed -> assertThat(failed.outcome()).isEqualTo(Outcome.FAILED));
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "costs.csv", "c"));
  }

  @Test
  void saysThatADatasetIsNotThere() {
    assertThat(
            catchThrowableOfType(
                NotFoundException.class,
                () -> client.dataSources().export(ExportRequest.of("dset-9", directory))))
        .hasMessageContaining("Could not list the data sources of dataset \"dset-9\"");
  }

  @Test
  void bringsChosenDataSourcesOnly() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.txt", "b");
    List<String> reports = new ArrayList<>();
    ExportResult result =
        client
            .dataSources()
            .export(
                request()
                    .withJobs(1)
                    .withFilter(dataSource -> dataSource.name().endsWith(".csv"))
                    .withProgress((done, total) -> reports.add(done + " of " + total)));
    assertThat(counts(result)).containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
    assertThat(reports).last().isEqualTo("2 of 2");
  }

  @Test
  void writesNothingInADryRun() throws Exception {
    put("ds-1", "sales.csv", "a");
    ExportResult result = client.dataSources().export(request().dryRun());
    assertThat(result.missing()).isEqualTo(1);
    assertThat(directory).doesNotExist();
    export();
    put("ds-2", "costs.csv", "b");
    ExportResult second = client.dataSources().export(request().dryRun());
    assertThat(List.of(second.missing(), second.unchanged())).containsExactly(1L, 1L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
  }

  @Test
  void bringsTheSameOnAnotherThread() throws Exception {
    put("ds-1", "sales.csv", "a");
    assertThat(counts(client.dataSources().exportAsync(request()).join()))
        .containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
  }

  @Test
  void reportsWhatBecomesOfEachAndHowFarItIs() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "bc");
    List<String> reports = new ArrayList<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void onProgress(long done, long total) {
            reports.add(done + " of " + total);
          }

          @Override
          public ProgressListener ofDataSource(DataSource dataSource) {
            return (received, total) ->
                reports.add(dataSource.name() + " " + received + " of " + total);
          }

          @Override
          public void onExported(ExportedDataSource exported) {
            reports.add(exported.dataSource().id() + " " + exported.outcome());
          }
        };
    client.dataSources().export(request().withJobs(1).withProgress(listener));
    assertThat(reports)
        .containsExactly(
            "0 of 2",
            "sales.csv 1 of 1",
            "ds-1 DOWNLOADED",
            "1 of 2",
            "costs.csv 2 of 2",
            "ds-2 DOWNLOADED",
            "2 of 2");
  }

  @Test
  void handsOnWhatAListenerThrows() throws Exception {
    put("ds-1", "sales.csv", "a");
    IllegalStateException thrown = new IllegalStateException("enough");
    ExportRequest request =
        request()
            .withProgress(
                (done, total) -> {
                  if (done == 1) {
                    throw thrown;
                  }
                });
    assertThat(
            catchThrowableOfType(
                IllegalStateException.class, () -> client.dataSources().export(request)))
        .isSameAs(thrown);
  }

  @Test
  void endsTheOtherJobsWhereAListenerThrows() throws Exception {
    for (int i = 0; i < 100; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    ExportRequest request =
        request()
            .withJobs(2)
            .withProgress(
                (done, total) -> {
                  if (done == 1) {
                    throw new IllegalStateException("enough");
                  }
                });
    assertThat(catchThrowable(() -> client.dataSources().export(request))).hasMessage("enough");
    assertThat(files()).hasSizeLessThan(50);
  }

  @Test
  void asksForEachPageOnceHoweverManyJobsThereAre() throws Exception {
    for (int i = 0; i < 250; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    List<Integer> pages = Collections.synchronizedList(new ArrayList<>());
    sandbox.onListing(pages::add);
    client.dataSources().export(request().withJobs(32));
    assertThat(pages).containsExactly(1, 2, 3);
  }

  @Test
  void refusesASecondExportToTheSameDirectory() throws Exception {
    put("ds-1", "sales.csv", "a");
    List<String> refusals = new ArrayList<>();
    ExportRequest outer =
        request()
            .withProgress(
                (done, total) -> {
                  if (refusals.isEmpty()) {
                    refusals.add("none");
                    refusals.set(0, String.valueOf(failure(request()).getMessage()));
                  }
                });
    client.dataSources().export(outer);
    assertThat(refusals.get(0)).contains("another export to its directory is under way");
  }

  @Test
  void namesEveryRuleThatARequestBreaks() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "");
    ExportRequest request = ExportRequest.of(" ", file).withJobs(0).withUserId(" ");
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class, () -> client.dataSources().export(request));
    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder("datasetId", "directory", "jobs", "userId");
    assertThat(sandbox.requestCount()).isZero();
  }
}
