package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.internal.Journals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pipe is written to as it is, and nobody is left waiting at it. */
@Timeout(60)
class PipeTargetTest {

  private static final byte[] OBJECT = OddStore.random(300_001);

  @TempDir Path root;
  private Path dir;
  private OddStore store;
  private Downloader downloader;

  @BeforeEach
  void open() throws IOException {
    dir = Files.createDirectory(root.resolve("data"));
    store = new OddStore(OBJECT);
    downloader = store.downloader();
  }

  @AfterEach
  void close() {
    downloader.close();
    store.close();
  }

  private DownloadRequest request(Path to) {
    return DownloadRequest.of(store.url(), to).withPartSize(Journals.PART_BYTES);
  }

  private static @Nullable DownloadException failureOf(Downloader downloader, DownloadRequest of) {
    return catchThrowableOfType(DownloadException.class, () -> downloader.download(of));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.toList();
    }
  }

  private Path pipe() throws Exception {
    Path pipe = dir.resolve("pipe");
    try {
      assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "needs pipes");
    }
    return pipe;
  }

  private void assertThatThePipeStillWorks(Path pipe) throws IOException {
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readAllBytes(pipe);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try (Downloader next = store.downloader()) {
      next.download(request(pipe));
    }
    assertThat(read.join()).isEqualTo(OBJECT);
    assertThat(files()).containsExactly(pipe);
  }

  private enum End {
    CANCEL,
    INTERRUPT,
    CLOSE
  }

  @ParameterizedTest
  @EnumSource
  void aPipeWithoutAReaderIsLetGo(End end) throws Exception {
    Path pipe = pipe();
    CompletableFuture<@Nullable Throwable> failure = new CompletableFuture<>();
    Thread thread = new Thread(() -> failure.complete(failureOf(downloader, request(pipe))));
    CompletableFuture<Path> download = new CompletableFuture<>();
    if (end == End.CANCEL) {
      download = downloader.downloadAsync(request(pipe));
    } else {
      thread.start();
    }
    awaitAtThePipe(true);
    switch (end) {
      case CANCEL -> failure.complete(download.cancel(true) ? null : new AssertionError());
      case INTERRUPT -> thread.interrupt();
      case CLOSE -> downloader.close();
    }
    assertThat(failure.get()).matches(e -> e instanceof DownloadException || end == End.CANCEL);
    awaitAtThePipe(false);
    assertThatThePipeStillWorks(pipe);
  }

  /** Until some thread opens a pipe, or none does. */
  private static void awaitAtThePipe(boolean some) {
    while (some
        != Thread.getAllStackTraces().values().stream()
            .flatMap(Arrays::stream)
            .anyMatch(frame -> frame.getClassName().endsWith(".internal.Device"))) {
      Thread.onSpinWait();
    }
  }
}
