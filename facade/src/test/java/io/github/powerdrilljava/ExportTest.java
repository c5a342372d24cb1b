package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.ExportedDataSource.Outcome;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export brings what is missing, keeps what is there, and never touches what is not its own. */
class ExportTest {

  @TempDir Path served;
  @TempDir Path parent;
  private Path directory;
  private PowerdrillSandbox sandbox;
  private PowerdrillClient client;

  @BeforeEach
  void start() {
    directory = parent.resolve("export");
    sandbox = PowerdrillSandbox.start();
    client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .maxRequestsPerSecond(0)
            .retries(Retries.NONE)
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private void put(String id, String name, String content) throws IOException {
    Path file = Files.writeString(served.resolve(id), content);
    sandbox.put(SandboxDataSource.of("dset-1", id, file).withName(name));
  }

  private ExportRequest request() {
    return ExportRequest.of("dset-1", directory);
  }

  private ExportResult export() {
    return client.dataSources().export(request());
  }

  private ExportException failure(ExportRequest request) {
    return catchThrowableOfType(ExportException.class, () -> client.dataSources().export(request));
  }

  /** The names and the contents, without the manifest. */
  private Map<String, String> files() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.equals(ExportResult.MANIFEST)) {
          contents.put(name, Files.readString(file));
        }
      }
    }
    return contents;
  }

  private List<String> manifest() throws IOException {
    return Files.readAllLines(directory.resolve(ExportResult.MANIFEST));
  }

  private static List<Long> counts(ExportResult result) {
    return List.of(result.downloaded(), result.unchanged(), (long) result.failures().size());
  }

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
  void listsInTheManifestWhatItHasBrought() throws Exception {
    put("ds-1", "sales.csv", "a");
    Instant before = Instant.now();
    export();
    assertThat(manifest()).hasSize(1);
    assertThat(manifest().get(0))
        .startsWith(
            "{\"dataset\":\"dset-1\",\"id\":\"ds-1\",\"name\":\"sales.csv\",\"path\":\"sales.csv\","
                + "\"size\":1,\"listed_size\":1,\"sha256\":\""
                + "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\","
                + "\"fetched_at\":\"")
        .containsPattern("\"validator\":\"\\\\\"[^\"]+\\\\\"\"}$");
    assertThat(Instant.parse(manifest().get(0).replaceFirst(".*\"fetched_at\":\"([^\"]+).*", "$1")))
        .isBetween(before, Instant.now());
  }

  @Test
  void asksForNothingButTheListWhereAllIsThere() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    long before = sandbox.requestCount();
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
    assertThat(sandbox.requestCount() - before).isEqualTo(1);
    assertThat(manifest()).hasSize(1);
  }

  @Test
  void bringsAgainWhatIsMissing() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "bc");
    export();
    Files.delete(directory.resolve("sales.csv"));
    assertThat(counts(export())).containsExactly(1L, 1L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "costs.csv", "bc"));
  }

  @Test
  void bringsAgainWhatHasAnotherSizeNow() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    put("ds-1", "sales.csv", "longer");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "longer"));
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void bringsUnderItsNewNameWhatWasRenamedAndDeletesNothing() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    put("ds-1", "sold.csv", "a");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "sold.csv", "a"));
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void leavesAFileAloneThatSomeoneHasChanged() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Files.writeString(directory.resolve("sales.csv"), "my own work");
    put("ds-1", "sales.csv", "longer");
    ExportException failure = failure(request());
    assertThat(failure.result().failures())
        .singleElement()
        .extracting(ExportedDataSource::failure)
        .asString()
        .contains("sales.csv was changed after it was exported. Move it away, and export again.");
    assertThat(files()).isEqualTo(Map.of("sales.csv", "my own work"));
  }

  @Test
  void seesAChangeThatKeepsTheSize() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path file = directory.resolve("sales.csv");
    Files.writeString(file, "b");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(failure(request())).hasMessageContaining("was changed after it was exported");
  }

  @Test
  void keepsAFileThatWasOnlyTouched() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Files.setLastModifiedTime(
        directory.resolve("sales.csv"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void readsEveryFileWhereThatIsAskedFor() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path file = directory.resolve("sales.csv");
    FileTime old = Files.getLastModifiedTime(file);
    Files.writeString(file, "b");
    Files.setLastModifiedTime(file, old);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
    assertThat(failure(request().verifyingFiles()))
        .hasMessageContaining("was changed after it was exported");
  }

  @Test
  void leavesAFileAloneThatWasThereBefore() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("sales.csv"), "x");
    assertThat(failure(request()))
        .hasMessageContaining("is there, but not from an export to this directory");
    assertThat(files()).isEqualTo(Map.of("sales.csv", "x"));
  }

  /** A crash can come between the file's name and its line in the manifest. */
  @Test
  void takesAFileForItsOwnThatHasTheSameBytes() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Files.delete(directory.resolve(ExportResult.MANIFEST));
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abcd", "abd"})
  void takesNoOtherFileForItsOwn(String there) throws Exception {
    sandbox.put(
        SandboxDataSource.of("dset-1", "ds-1", Files.writeString(served.resolve("ds-1"), "abc"))
            .withName("sales.csv")
            .withSize(null));
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("sales.csv"), there);
    assertThat(failure(request()).result().failures()).hasSize(1);
    assertThat(files()).isEqualTo(Map.of("sales.csv", there));
  }

  @Test
  void keepsDatasetsApartThatShareADirectory() throws Exception {
    put("ds-1", "sales.csv", "a");
    Path other = Files.writeString(served.resolve("other"), "b");
    sandbox.put(SandboxDataSource.of("dset-2", "ds-1", other).withName("sales.csv"));
    ExportRequest second = ExportRequest.of("dset-2", directory);
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      assertThat(counts(export())).isEqualTo(expected);
      assertThat(counts(client.dataSources().export(second))).isEqualTo(expected);
    }
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a", "sales (ds-1).csv", "b"));
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
  void writesThroughNoLink() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    Files.createDirectories(directory);
    Path elsewhere = Files.writeString(parent.resolve("elsewhere"), "a");
    Files.createSymbolicLink(directory.resolve("sales.csv"), elsewhere);
    Files.createSymbolicLink(directory.resolve("costs.csv"), parent.resolve("nowhere"));
    assertThat(failure(request()).result().failures()).hasSize(2);
    assertThat(elsewhere).hasContent("a");
    assertThat(parent.resolve("nowhere")).doesNotExist();
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
    ExportResult result =
        client
            .dataSources()
            .export(request().withFilter(dataSource -> dataSource.name().endsWith(".csv")));
    assertThat(counts(result)).containsExactly(1L, 0L, 0L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
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
  void cutsOffWhatACrashLeftOfALine() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    export();
    Path manifest = directory.resolve(ExportResult.MANIFEST);
    String whole = Files.readString(manifest, UTF_8);
    for (int cut = 1; cut < whole.length(); cut += 17) {
      Files.writeString(manifest, whole.substring(0, whole.length() - cut));
      export();
      assertThat(counts(export())).containsExactly(0L, 2L, 0L);
      assertThat(Files.readString(manifest)).endsWith("}\n");
      assertThat(manifest())
          .allMatch(line -> line.startsWith("{\"dataset\"") && line.endsWith("}"));
    }
  }

  @Test
  void refusesAManifestThatIsSomethingElse() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    for (String foreign : List.of("hello", "{\"a\":1}\n", "\n", "\0\0\0")) {
      Path manifest = Files.writeString(directory.resolve(ExportResult.MANIFEST), foreign);
      assertThat(failure(request())).hasMessageContaining("it is not the manifest of an export");
      assertThat(manifest).hasContent(foreign);
    }
  }

  @Test
  void namesNothingOutsideOfTheDirectoryWhateverTheManifestSays() throws Exception {
    put("ds-0", "other.csv", "o");
    put("ds-1", "sales.csv", "a");
    export();
    Path outside = Files.writeString(parent.resolve("outside"), "a");
    Path manifest = directory.resolve(ExportResult.MANIFEST);
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"path\":\"sales.csv\"", "\"path\":\"../outside\""));
    Files.delete(directory.resolve("sales.csv"));
    put("ds-1", "sales.csv", "longer");
    export();
    assertThat(outside).hasContent("a");
    assertThat(files()).isEqualTo(Map.of("other.csv", "o", "sales.csv", "longer"));
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
