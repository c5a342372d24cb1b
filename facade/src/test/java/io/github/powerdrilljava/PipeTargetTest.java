package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pipe is written to as it is, and nobody is left waiting at it. */
@Timeout(60)
@Isolated("It looks at all threads.")
class PipeTargetTest extends AtOddStore {

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
    Thread thread = new Thread(() -> failure.complete(failureAt(pipe, end == End.INTERRUPT)));
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

  private DownloadException failureAt(Path pipe, boolean isInterrupted) {
    DownloadException failure = failureOf(downloader, request(pipe));
    assertThat(Thread.interrupted()).isEqualTo(isInterrupted);
    return failure;
  }

  /** With much more to write than a pipe holds. */
  @Test
  void aReaderThatReadsNothingHoldsNobodyUp() throws Exception {
    Path pipe = pipe();
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(() -> failureOf(downloader, request(pipe)));
    try (InputStream reader = new FileInputStream(pipe.toFile())) {
      awaitFull(reader);
      downloader.close();
      assertThat(failure.get()).hasMessageContaining("the client was closed.");
      assertThat(reader.available()).isPositive();
    }
  }

  @Test
  void aRefusalIsSaidAsOfAFile() {
    store.behaves(get -> get.refused(404, "NoSuchKey"));
    assertThat(failureOf(downloader, request(Path.of("/dev/null"))))
        .hasMessageContaining("the object store responded with HTTP 404");
  }

  /** Until some thread opens a pipe, or none does. */
  private static void awaitAtThePipe(boolean some) {
    while (some == framesAtThePipe().findAny().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /**
   * Until the pipe takes no more of what is being written: a thread that could go on would have.
   */
  private static void awaitFull(InputStream reader) throws IOException {
    int before = 0;
    int unchanged = 0;
    while (unchanged < 100) {
      boolean writing = framesAtThePipe().anyMatch(frame -> frame.getMethodName().equals("write"));
      int now = reader.available();
      unchanged = writing && now > 0 && now == before ? unchanged + 1 : 0;
      before = now;
    }
  }

  private static Stream<StackTraceElement> framesAtThePipe() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .filter(frame -> frame.getClassName().endsWith(".internal.download.Device"));
  }
}
