package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Of several downloads to one file, by whatever path, one writes; the others are refused. */
@Timeout(60)
class OneWriterTest {

  private static final String UNDER_WAY = "another download to it is under way";
  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");
  private static final byte[] OBJECT = OddStore.random(3 * 1024 * 1024 + 5);

  /** How long it waits for itself before it is refused; short, for it is sat out. */
  private static final Duration SOON = Duration.ofMillis(200);

  /** How often the on-demand test kills one of its processes. */
  private static final int KILLS = Integer.getInteger("download.kills", 0);

  @TempDir Path root;
  private Path dir;
  private Path target;
  private OddStore store;
  private PowerdrillClient client;

  @BeforeEach
  void start() throws IOException {
    dir = Files.createDirectory(root.resolve("data"));
    target = dir.resolve("sales.csv");
    store = new OddStore(OBJECT);
    client = store.clientBuilder().build();
  }

  @AfterEach
  void stop() {
    client.close();
    store.close();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.toList();
    }
  }

  private void assertWholeAndAlone() throws IOException {
    assertThat(target).hasBinaryContent(OBJECT);
    assertThat(files()).containsExactly(target);
  }

  /** Other paths of the same file. */
  private List<Path> paths() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("link"), dir);
    return List.of(
        target,
        link.resolve("sales.csv"),
        dir.resolve(".").resolve("..").resolve("data").resolve("sales.csv"));
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, true", "10, false", "10, true"})
  void refusesAllButOneThreadBeforeTheySendAnything(int downloads, boolean replacing)
      throws Exception {
    if (replacing) {
      Files.writeString(target, "old");
    }
    CountDownLatch othersRefused = new CountDownLatch(downloads - 1);
    store.behaves(
        get -> {
          othersRefused.await();
          return get.asAsked();
        });
    List<Path> paths = paths();
    List<CompletableFuture<Path>> futures = new ArrayList<>();
    for (int i = 0; i < downloads; i++) {
      DownloadRequest request = DownloadRequest.of(SALES, paths.get(i % paths.size()));
      CompletableFuture<Path> future =
          client.dataSources().downloadAsync(replacing ? request.replacingExisting() : request);
      future.exceptionally(
          refusal -> {
            othersRefused.countDown();
            return target;
          });
      futures.add(future);
    }
    assertThat(futures.stream().map(OneWriterTest::outcome))
        .containsOnlyOnce("done")
        .allMatch(outcome -> outcome.equals("done") || outcome.contains(UNDER_WAY));
    assertThat(List.of(store.presigns(), store.gets().size())).containsExactly(1, 1);
    assertWholeAndAlone();
  }

  private static String outcome(CompletableFuture<Path> download) {
    try {
      download.get();
      return "done";
    } catch (InterruptedException | ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(DownloadException.class);
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void refusesASecondClientAndASecondLinkToTheSameFile() throws Exception {
    Path real = Files.writeString(dir.resolve("real.csv"), "old");
    Path a = Files.createSymbolicLink(dir.resolve("a.csv"), real);
    Path b = Files.createSymbolicLink(dir.resolve("b.csv"), Path.of("a.csv"));
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    try (Downloader other = store.downloader()) {
      store.behaves(
          get -> {
            DownloadRequest second = DownloadRequest.of(store.url(), b).replacingExisting();
            refusal.set(catchThrowable(() -> other.download(second)));
            return get.asAsked();
          });
      client.dataSources().download(DownloadRequest.of(SALES, a).replacingExisting());
    }
    assertThat(refusal.get()).isInstanceOf(DownloadException.class).hasMessageContaining(UNDER_WAY);
    assertThat(real).hasBinaryContent(OBJECT);
    assertThat(files()).containsExactlyInAnyOrder(real, a, b);
  }

  @Test
  void replacesOneOfTwoHardLinksAndLeavesTheOther() throws Exception {
    Path other = Files.writeString(dir.resolve("other.csv"), "old");
    Files.createLink(target, other);
    client.dataSources().download(DownloadRequest.of(SALES, target).replacingExisting());
    assertThat(target).hasBinaryContent(OBJECT);
    assertThat(other).hasContent("old");
    assertThat(files()).containsExactlyInAnyOrder(target, other);
  }

  private Process process() throws IOException {
    return DownloadingProcess.start(Map.of(), store.url().url(), List.of(target));
  }

  @Test
  void refusesAllButOneProcess() throws Exception {
    CountDownLatch othersRefused = new CountDownLatch(2);
    store.behaves(
        get -> {
          othersRefused.await();
          return get.asAsked();
        });
    List<Process> processes = List.of(process(), process(), process());
    processes.forEach(process -> process.onExit().thenRun(othersRefused::countDown));
    for (Process process : processes) {
      assertThat(process.waitFor()).isIn(DownloadingProcess.DONE, DownloadingProcess.FAILED);
    }
    List<String> lines = new ArrayList<>();
    for (Process process : processes) {
      lines.add(new String(process.getInputStream().readAllBytes()).strip());
    }
    assertThat(lines)
        .containsOnlyOnce("done")
        .allMatch(line -> line.equals("done") || line.contains(UNDER_WAY));
    assertThat(store.gets()).hasSize(1);
    assertWholeAndAlone();
  }

  /** Ten at a time, killed at random: {@code -Ddownload.kills=100}. */
  @Test
  @Timeout(600)
  void staysWholeThroughKilledProcesses() throws Exception {
    Random random = new Random();
    for (int kills = 0; kills < KILLS; kills++) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        processes.add(process());
      }
      store.behaves(get -> get.asAsked().throttleBody(64 * 1024, 1, TimeUnit.MILLISECONDS));
      CompletableFuture.anyOf(
              processes.stream().map(Process::onExit).toArray(CompletableFuture[]::new))
          .join();
      processes.get(random.nextInt(10)).destroyForcibly();
      for (Process process : processes) {
        if (process.waitFor() == DownloadingProcess.DONE) {
          assertThat(target).hasBinaryContent(OBJECT);
        }
      }
      Files.deleteIfExists(target);
    }
    client.dataSources().download("dset-1", "ds-1", target);
    assertWholeAndAlone();
  }

  // A listener that cancels its own download and starts it again.

  private enum Again {
    BLOCKING,
    ASYNC,
    ASYNC_AND_WAITS,
    IN_ANOTHER_THREAD_AND_WAITS,
    ASYNC_AND_CLOSES,
    AFTER_CLOSE
  }

  @ParameterizedTest
  @EnumSource
  void endsWhereAListenerCancelsItsDownloadAndStartsItAgain(Again again) throws Exception {
    for (int size : new int[] {1000, OBJECT.length}) {
      store.holds(Arrays.copyOf(OBJECT, size));
      try (PowerdrillClient own = store.clientBuilder().callTimeout(SOON).build()) {
        assertThatTheSecondEnds(own, again);
      }
      Files.deleteIfExists(target);
      assertThat(client.dataSources().download("dset-1", "ds-1", target))
          .hasBinaryContent(store.object());
      assertThat(files()).containsExactly(target);
      Files.delete(target);
    }
  }

  private void assertThatTheSecondEnds(PowerdrillClient own, Again again) throws Exception {
    CompletableFuture<CompletableFuture<Path>> first = new CompletableFuture<>();
    CompletableFuture<CompletableFuture<Path>> second = new CompletableFuture<>();
    DownloadRequest plain = DownloadRequest.of(SALES, target);
    DownloadRequest request =
        plain.withProgress(
            (received, total) -> {
              first.join().cancel(true);
              if (!second.isDone()) {
                second.complete(start(own, again, plain));
              }
            });
    first.complete(own.dataSources().downloadAsync(request));
    CompletableFuture<Path> started = second.get();
    assertThat(first.join()).isCancelled();
    Throwable failure = catchThrowable(started::get);
    if (failure != null) {
      assertThat(failure.getCause())
          .isInstanceOfAny(
              DownloadException.class,
              PowerdrillConnectionException.class,
              again == Again.AFTER_CLOSE ? IllegalStateException.class : DownloadException.class);
    }
  }

  private static CompletableFuture<Path> start(
      PowerdrillClient own, Again again, DownloadRequest request) {
    CompletableFuture<Path> started =
        switch (again) {
          case BLOCKING -> inThisThread(() -> own.dataSources().download(request));
          case IN_ANOTHER_THREAD_AND_WAITS ->
              CompletableFuture.supplyAsync(() -> own.dataSources().download(request));
          case AFTER_CLOSE -> {
            own.close();
            yield inThisThread(() -> own.dataSources().download(request));
          }
          default -> own.dataSources().downloadAsync(request);
        };
    if (again == Again.ASYNC_AND_CLOSES) {
      own.close();
    }
    return again.name().endsWith("WAITS") ? started.handle((path, e) -> started).join() : started;
  }

  private static CompletableFuture<Path> inThisThread(Supplier<Path> download) {
    try {
      return CompletableFuture.completedFuture(download.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
