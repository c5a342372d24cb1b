package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export promises, where the disk, the list or the caller is not as it expects. */
@Timeout(60)
class ExportPromisesTest {

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
    put("dset-1", id, name, content);
  }

  private void put(String dataset, String id, String name, String content) throws IOException {
    Path file = Files.writeString(served.resolve(dataset + id), content);
    sandbox.put(SandboxDataSource.of(dataset, id, file).withName(name));
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

  private Path manifest() {
    return directory.resolve(ExportResult.MANIFEST);
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

  private static List<Long> counts(ExportResult result) {
    return List.of(result.downloaded(), result.unchanged(), (long) result.failures().size());
  }

  private static String record(String dataset, String id, String name, long size) {
    return "{\"id\":\"%s\",\"dataset_id\":\"%s\",\"name\":\"%s\",".formatted(id, dataset, name)
        + "\"type\":\"FILE\",\"status\":\"synched\",\"size\":%d}".formatted(size);
  }

  /** The next list is this one. */
  private void lists(String... records) {
    String page =
        "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":100,\"total_items\":"
            + records.length
            + ",\"records\":["
            + String.join(",", records)
            + "]}}";
    sandbox.faults().next(Fault.response(200, "application/json", page));
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Does something once, when the first bytes of any data source have arrived. */
  private static ProgressListener onceBytesArrive(Action action) {
    AtomicBoolean done = new AtomicBoolean();
    return new ProgressListener() {
      @Override
      public void onProgress(long exported, long total) {}

      @Override
      public ProgressListener ofDataSource(DataSource dataSource) {
        return (received, total) -> {
          if (done.compareAndSet(false, true)) {
            try {
              action.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
      }
    };
  }

  /** The manifest's line comes after the file's name. */
  @Test
  void aCrashAfterAFileWasReplacedDoesNotMakeItSomeoneElses() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    String before = Files.readString(manifest());
    put("ds-1", "sales.csv", "longer");
    export();
    Files.writeString(manifest(), before);
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void aFileThatSomeoneElsePutThereWithItsOldTimeIsNotReplaced() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path file = directory.resolve("sales.csv");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "m");
    Files.setLastModifiedTime(file, time);
    put("ds-1", "sales.csv", "longer");
    assertThat(catchThrowable(this::export))
        .hasMessageContaining("was changed after it was exported");
    assertThat(files()).isEqualTo(Map.of("sales.csv", "m"));
  }

  @Test
  void aFileThatIsChangedWhileItsSuccessorIsDownloadedIsNotReplaced() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    put("ds-1", "sales.csv", "longer");
    Path file = directory.resolve("sales.csv");
    Throwable failure =
        catchThrowable(
            () ->
                client
                    .dataSources()
                    .export(
                        request()
                            .withProgress(
                                onceBytesArrive(() -> Files.writeString(file, "my own work")))));
    assertThat(file).hasContent("my own work");
    assertThat(failure).isInstanceOf(ExportException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noOtherExportOfItsProcessGivesItsDirectoryToOtherProcesses(boolean isDryRun)
      throws Exception {
    put("ds-1", "sales.csv", "a");
    List<String> other = new ArrayList<>();
    ExportRequest second = isDryRun ? request().dryRun() : request();
    ExportRequest first =
        request()
            .withProgress(
                onceBytesArrive(
                    () -> {
                      Throwable unused = catchThrowable(() -> client.dataSources().export(second));
                      other.add(exportOfAnotherProcess(Map.of()));
                    }));
    client.dataSources().export(first);
    assertThat(other.get(0)).contains("another export to its directory is under way");
  }

  private String exportOfAnotherProcess(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put(PowerdrillClient.BASE_URL_VARIABLE, sandbox.baseUrl().toString());
    environment.put(PowerdrillClient.API_KEY_VARIABLE, sandbox.apiKey());
    environment.put(PowerdrillClient.USER_ID_VARIABLE, sandbox.userId());
    Process process =
        ChildJvm.start(
            System.getProperty("java.class.path"),
            environment,
            ExportPromisesTest.class,
            List.of(directory.toString()));
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** Exports, and prints what came of it. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    try (PowerdrillClient client = PowerdrillClient.fromEnvironment()) {
      ExportResult result =
          client.dataSources().export(ExportRequest.of("dset-1", Path.of(args[0])));
      System.out.println(counts(result));
    } catch (RuntimeException e) {
      System.out.println(e);
    }
  }

  /** As cron starts it. */
  @Test
  void aLocaleThatLacksALetterFailsThatDataSourceOnly() throws Exception {
    put("ds-1", "gr\u00f6\u00dfe.csv", "a");
    export();
    put("ds-2", "costs.csv", "b");
    String other = exportOfAnotherProcess(Map.of("LC_ALL", "C"));
    assertThat(other).doesNotContain("InvalidPathException");
    assertThat(directory.resolve("costs.csv")).exists();
  }

  @Test
  void anInterruptBeforeItIsSaidToBeOne() throws Exception {
    put("ds-1", "sales.csv", "a");
    Thread.currentThread().interrupt();
    Throwable failure = catchThrowable(this::export);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("the thread was interrupted");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
  }

  private static ProgressListener onBytes(Runnable action) {
    return new ProgressListener() {
      @Override
      public void onProgress(long exported, long total) {}

      @Override
      public ProgressListener ofDataSource(DataSource dataSource) {
        return (received, total) -> action.run();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The list is asked by one job at a time, which may take as long as a call may take. */
  @Test
  void anInterruptEndsTheWaitForWhatAnotherJobLists() throws Exception {
    for (int i = 0; i < 3; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    CountDownLatch jobLists = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Thread> main = new AtomicReference<>();
    ExportRequest request =
        request()
            .withJobs(2)
            .withProgress(onBytes(() -> await(jobLists)))
            .withFilter(
                dataSource -> {
                  if (Thread.currentThread() != main.get()) {
                    jobLists.countDown();
                    await(over);
                  }
                  return true;
                });
    Thread exporting =
        new Thread(
            () -> {
              Throwable unused = catchThrowable(() -> client.dataSources().export(request));
            });
    main.set(exporting);
    exporting.start();
    jobLists.await();
    while (exporting.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    exporting.interrupt();
    exporting.join(3000);
    Thread.State state = exporting.getState();
    over.countDown();
    exporting.join();
    assertThat(state).isNotEqualTo(Thread.State.BLOCKED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(10)
  void aPipeInPlaceOfTheManifestIsRefused(boolean isDryRun) throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    assertThat(new ProcessBuilder("mkfifo", manifest().toString()).start().waitFor()).isZero();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () ->
                failure.set(
                    catchThrowable(
                        () ->
                            client
                                .dataSources()
                                .export(isDryRun ? request().dryRun() : request()))));
    thread.setDaemon(true);
    thread.start();
    thread.join(5000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(failure.get())
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(ExportResult.MANIFEST);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDirectoryInPlaceOfTheManifestIsNamed(boolean isDryRun) throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(manifest());
    assertThat(failure(isDryRun ? request().dryRun() : request()))
        .hasMessageContaining(ExportResult.MANIFEST)
        .hasMessageNotContaining("Exception");
  }

  @Test
  void aLinkInPlaceOfTheManifestIsNotFollowed() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    Path elsewhere = Files.createFile(parent.resolve("elsewhere"));
    Files.createSymbolicLink(manifest(), elsewhere);
    for (ExportRequest request : List.of(request(), request().dryRun())) {
      assertThat(failure(request)).hasMessageContaining(ExportResult.MANIFEST);
    }
    assertThat(elsewhere).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aManifestThatIsGoneOrAnotherOneIsNoSuccess(boolean isReplaced) throws Exception {
    put("ds-1", "sales.csv", "a");
    ExportRequest request =
        request()
            .withProgress(
                onceBytesArrive(
                    () -> {
                      Files.delete(manifest());
                      if (isReplaced) {
                        Files.writeString(manifest(), "");
                      }
                    }));
    Throwable failure = catchThrowable(() -> client.dataSources().export(request));
    if (failure == null) {
      assertThat(manifest()).exists().content().contains("sales.csv");
    }
  }

  @Test
  void aDirectoryThatIsRemovedMeanwhileIsNoSuccess() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    ExportRequest request =
        request()
            .withJobs(1)
            .withProgress(
                onceBytesArrive(
                    () -> {
                      assertThat(exec("rm", "-rf", directory.toString())).isZero();
                    }));
    assertThat(failure(request)).hasMessageContaining("it was removed during the export");
    assertThat(counts(export())).containsExactly(2L, 0L, 0L);
  }

  private static int exec(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLinkToADirectoryIsADirectory() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createSymbolicLink(directory, Files.createDirectories(parent.resolve("real")));
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void aLinkThatLeadsNowhereIsNoDirectory() throws Exception {
    Files.createSymbolicLink(directory, parent.resolve("nowhere"));
    assertThat(catchThrowable(this::export))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("must be a directory");
  }

  @Test
  void aFileInPlaceOfADirectoryAboveIsNamed() throws Exception {
    put("ds-1", "sales.csv", "a");
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThat(failure(ExportRequest.of("dset-1", file.resolve("a").resolve("b"))))
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("java.nio");
  }

  /** The service states the dataset in each record; what was asked for is what counts. */
  @Test
  void aRecordThatNamesAnotherDatasetIsExportedOnce() throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("DSET-1", "ds-1", "sales.csv", 1));
      assertThat(counts(export())).isEqualTo(expected);
    }
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
  }

  /** A service that cuts names may cut in the middle of a character. */
  @Test
  void aNameThatEndsWithHalfACharacterIsExportedOnce() throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("dset-1", "ds-1", "sales\\ud83d", 1));
      assertThat(counts(export())).isEqualTo(expected);
    }
    assertThat(files()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", " ", "a\\nb", "\\ud83d", "a/../../b", "?x=1#"})
  void anIdThatNobodyCanAskForFailsThatDataSourceOnly(String id) throws Exception {
    put("ds-1", "sales.csv", "a");
    lists(record("dset-1", id, "costs.csv", 1), record("dset-1", "ds-1", "sales.csv", 1));
    Throwable failure = catchThrowable(this::export);
    assertThat(failure).isInstanceOf(ExportException.class);
    assertThat(counts(((ExportException) failure).result())).containsExactly(1L, 0L, 1L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
  }

  @Test
  void manyDatasetsOfOneIdAndNameShareADirectory() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i <= 5; i++) {
        put("dset-" + i, "ds-1", "sales.csv", "content " + i);
        ExportResult result = client.dataSources().export(ExportRequest.of("dset-" + i, directory));
        assertThat(result.downloaded()).isEqualTo(1 - round);
      }
    }
    assertThat(files().values())
        .containsExactlyInAnyOrder("content 1", "content 2", "content 3", "content 4", "content 5");
  }

  @Test
  void manyDatasetsOfOneIdNameAndContentHaveFilesOfTheirOwn() throws Exception {
    for (int i = 1; i <= 5; i++) {
      put("dset-" + i, "ds-1", "sales.csv", "same");
      client.dataSources().export(ExportRequest.of("dset-" + i, directory));
    }
    put("dset-5", "ds-1", "sales.csv", "another");
    client.dataSources().export(ExportRequest.of("dset-5", directory));
    assertThat(counts(client.dataSources().export(ExportRequest.of("dset-3", directory))))
        .containsExactly(0L, 1L, 0L);
    assertThat(counts(client.dataSources().export(ExportRequest.of("dset-4", directory))))
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  void dataSourcesThatSwapTheirNamesAreBothThere() throws Exception {
    put("ds-1", "a", "one");
    put("ds-2", "b", "two");
    export();
    put("ds-1", "b", "one");
    put("ds-2", "a", "two");
    assertThat(counts(export())).containsExactly(2L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 2L, 0L);
    assertThat(files())
        .isEqualTo(Map.of("a", "one", "b", "two", "b (ds-1)", "one", "a (ds-2)", "two"));
  }

  @Test
  void aNameThatComesAndGoesIsExportedWithEveryContent() throws Exception {
    for (int i = 0; i < 10; i++) {
      String content = "x".repeat(i + 1);
      put("ds-1", i % 2 == 0 ? "a" : "b", content);
      assertThat(counts(export())).as("round " + i).containsExactly(1L, 0L, 0L);
      assertThat(files()).containsValue(content);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n\n", "\n\0\0\0\0\n", "\n{\"dataset\":1}\n"})
  void aManifestWithOddLinesKeepsItsEntries(String between) throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    export();
    Files.writeString(manifest(), Files.readString(manifest()).replace("\n", between));
    assertThat(counts(export())).containsExactly(0L, 2L, 0L);
  }

  @Test
  void aCrashThatLeavesZerosDoesNotLoseWhatComesAfterThem() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    export();
    String text = Files.readString(manifest());
    int second = text.indexOf('\n') + 1;
    Files.writeString(manifest(), text.substring(0, second) + "\0".repeat(text.length() - second));
    assertThat(counts(export()).get(2)).isZero();
    assertThat(counts(export())).containsExactly(0L, 2L, 0L);
  }

  @Test
  void closingTheClientInAListenerEndsIt() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    assertThat(failure(request().withProgress(onceBytesArrive(client::close))))
        .hasMessageContaining("the client was closed");
  }

  @Test
  void anErrorOfAListenerReachesTheCaller() throws Exception {
    put("ds-1", "sales.csv", "a");
    StackOverflowError error = new StackOverflowError();
    assertThat(
            catchThrowable(
                () ->
                    client
                        .dataSources()
                        .export(
                            request()
                                .withProgress(
                                    (done, total) -> {
                                      throw error;
                                    }))))
        .isSameAs(error);
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
  }

  @Test
  void aHardLinkToAnExportedFileKeepsTheOldBytes() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path snapshot = Files.createLink(parent.resolve("snapshot"), directory.resolve("sales.csv"));
    put("ds-1", "sales.csv", "longer");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(snapshot).hasContent("a");
  }

  @Test
  void itsThreadsEndWithTheClient() throws Exception {
    for (int i = 0; i < 70; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    client.dataSources().export(request().withJobs(64));
    client.close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("Powerdrill"))
        && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("Powerdrill"));
  }

  /** Where the listing of the rest fails, what was listed is not taken for all. */
  @Test
  void aPageThatFailsIsNoEnd() throws Exception {
    for (int i = 0; i < 150; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    sandbox.onListing(
        page -> {
          if (page == 1) {
            sandbox.faults().next(Fault.failure(500, 9999, "no"));
          }
        });
    assertThat(catchThrowable(this::export)).isInstanceOf(PowerdrillException.class);
    sandbox.faults().clear();
    sandbox.onListing(page -> {});
    ExportResult rest = export();
    assertThat(rest.downloaded() + rest.unchanged()).isEqualTo(150);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, Long.MAX_VALUE, Long.MIN_VALUE})
  void aSizeThatIsWrongIsOnlyCompared(long size) throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("dset-1", "ds-1", "sales.csv", size));
      assertThat(counts(export())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "\\u0001", "\\u2028", "\\ud83d\\ude00", ". ", "\\\\", "%", "e\u0301"})
  void aNameOfMegabytesIsExportedOnce(String piece) throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("dset-1", "ds-1", piece.repeat(1_300_000 / piece.length()), 1));
      assertThat(counts(export())).isEqualTo(expected);
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void anIdOfAMegabyteFailsInFewWords() throws Exception {
    put("ds-1", "sales.csv", "a");
    lists(
        record("dset-1", "i".repeat(1_000_000), "costs.csv", 1),
        record("dset-1", "ds-1", "sales.csv", 1));
    ExportException failure = failure(request());
    assertThat(counts(failure.result())).containsExactly(1L, 0L, 1L);
    assertThat(failure.getMessage().length()).isLessThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-5"})
  void aCountThatIsWrongEndsTheList(String total) throws Exception {
    put("ds-1", "sales.csv", "a");
    String page =
        "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":0,\"total_items\":%s,\"records\":[%s]}}"
            .formatted(total, record("dset-1", "ds-1", "sales.csv", 1));
    Fault fault = Fault.response(200, "application/json", page);
    sandbox.faults().next(fault, fault, fault, fault);
    Throwable failure = catchThrowable(() -> client.dataSources().export(request().dryRun()));
    if (!total.startsWith("-")) {
      assertThat(failure).hasMessageContaining("the service counts 9223372036854775806 more");
    }
  }

  @Test
  void anExceptionOfTheClientThatAListenerThrowsReachesTheCaller() throws Exception {
    put("ds-1", "sales.csv", "a");
    Throwable thrown = catchThrowable(() -> client.dataSources().get("dset-1", "ds-9"));
    Throwable failure =
        catchThrowable(
            () ->
                client
                    .dataSources()
                    .export(
                        request()
                            .withProgress(
                                onBytes(
                                    () -> {
                                      throw (PowerdrillException) thrown;
                                    }))));
    assertThat(failure).isSameAs(thrown);
  }

  @Test
  void cancellingAtOnceAndTwiceLeavesTheDirectoryFree() throws Exception {
    put("ds-1", "sales.csv", "a");
    for (int i = 0; i < 20; i++) {
      var future = client.dataSources().exportAsync(request());
      future.cancel(true);
      future.cancel(false);
    }
    while (true) {
      try {
        ExportResult result = export();
        assertThat(result.downloaded() + result.unchanged()).isEqualTo(1);
        return;
      } catch (ExportException e) {
        assertThat(e).hasMessageContaining("under way");
      }
    }
  }

  @Test
  void manyJobsStayWithinTheTeamsLimit() throws Exception {
    for (int i = 0; i < 60; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    sandbox.limitRate(20);
    try (PowerdrillClient polite =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .build()) {
      assertThat(counts(polite.dataSources().export(request().withJobs(64))))
          .containsExactly(60L, 0L, 0L);
    }
  }

  @Test
  void aDryRunDoesNotPromiseWhatTheExportRefuses() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory.resolve("sales.csv"));
    assertThat(catchThrowable(() -> client.dataSources().export(request().dryRun())))
        .isInstanceOf(ExportException.class);
  }

  /** A closed door is closed for all. */
  @Test
  void aKeyThatIsNoLongerValidEndsTheExport() throws Exception {
    for (int i = 0; i < 90; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    Fault[] refusals = new Fault[90];
    Arrays.fill(refusals, Fault.failure(403, 1002, "expired.authentication"));
    sandbox.onListing(page -> sandbox.faults().next(refusals));
    assertThat(failure(request().withJobs(1)).result().failures()).hasSizeLessThan(10);
  }
}
