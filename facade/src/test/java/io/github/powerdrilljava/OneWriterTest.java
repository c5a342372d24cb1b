package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of several downloads to one file, by whatever path, one writes; the others are refused. */
@Timeout(60)
class OneWriterTest {

  private static final String UNDER_WAY = "another download to it is under way";
  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");
  private static final byte[] OBJECT = OddStore.random(3 * 1024 * 1024 + 5);

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
    assertHolds(target, OBJECT);
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
      DownloadRequest<?> request = DownloadRequest.of(SALES, paths.get(i % paths.size()));
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
            DownloadRequest<PresignedUrl> second =
                DownloadRequest.of(store.url(), b).replacingExisting();
            refusal.set(catchThrowable(() -> other.download(second)));
            return get.asAsked();
          });
      client.dataSources().download(DownloadRequest.of(SALES, a).replacingExisting());
    }
    assertThat(refusal.get()).isInstanceOf(DownloadException.class).hasMessageContaining(UNDER_WAY);
    assertHolds(real, OBJECT);
    assertThat(files()).containsExactlyInAnyOrder(real, a, b);
  }

  @Test
  void replacesOneOfTwoHardLinksAndLeavesTheOther() throws Exception {
    Path other = Files.writeString(dir.resolve("other.csv"), "old");
    Files.createLink(target, other);
    client.dataSources().download(DownloadRequest.of(SALES, target).replacingExisting());
    assertHolds(target, OBJECT);
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
    List<CompletableFuture<Void>> exits = new ArrayList<>();
    for (Process process : processes) {
      exits.add(process.onExit().thenRun(othersRefused::countDown));
    }
    exits.forEach(CompletableFuture::join);
    for (Process process : processes) {
      assertThat(process.exitValue()).isIn(DownloadingProcess.DONE, DownloadingProcess.FAILED);
    }
    List<String> lines = new ArrayList<>();
    for (Process process : processes) {
      lines.add(new String(process.getInputStream().readAllBytes(), UTF_8).strip());
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
          assertHolds(target, OBJECT);
        }
      }
      Files.deleteIfExists(target);
    }
    client.dataSources().download("dset-1", "ds-1", target);
    assertWholeAndAlone();
  }
}
