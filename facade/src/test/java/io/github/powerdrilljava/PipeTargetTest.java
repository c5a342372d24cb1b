package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pipe is written to as it is, and nobody is left waiting at it. */
@Timeout(60)
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
            .anyMatch(frame -> frame.getClassName().endsWith(".internal.download.Device"))) {
      Thread.onSpinWait();
    }
  }
}
