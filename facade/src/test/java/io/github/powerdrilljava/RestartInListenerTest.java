package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A listener that cancels its own download and starts it again gets it, or is refused; it never
 * waits for ever.
 */
@Timeout(60)
class RestartInListenerTest {

  /** How long it waits for itself before it is refused; short, for it is sat out. */
  private static final Duration SOON = Duration.ofMillis(200);

  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");
  private static final byte[] OBJECT = OddStore.random(3 * 1024 * 1024 + 5);

  @TempDir Path dir;
  private Path target;
  private OddStore store;
  private PowerdrillClient client;

  @BeforeEach
  void start() {
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
    PresignedUrl unused =
        client.dataSources().presign(SALES); // loads classes, which takes its time
    for (int size : new int[] {1000, OBJECT.length}) {
      store.holds(Arrays.copyOf(OBJECT, size));
      try (PowerdrillClient own = store.clientBuilder().callTimeout(SOON).build()) {
        assertThatTheSecondEnds(own, again);
      }
      Files.deleteIfExists(target);
      assertHolds(client.dataSources().download("dset-1", "ds-1", target), store.object());
      assertThat(files()).containsExactly(target);
      Files.delete(target);
    }
  }

  private void assertThatTheSecondEnds(PowerdrillClient own, Again again) throws Exception {
    CompletableFuture<CompletableFuture<Path>> first = new CompletableFuture<>();
    CompletableFuture<CompletableFuture<Path>> second = new CompletableFuture<>();
    DownloadRequest<?> plain = DownloadRequest.of(SALES, target);
    DownloadRequest<?> request =
        plain.withProgress(
            (received, total) -> {
              first.join().cancel(true);
              if (!second.isDone()) {
                second.complete(start(own, again, plain));
              }
            });
    first.complete(own.dataSources().downloadAsync(request));
    first
        .join()
        .exceptionally(
            failure -> {
              if (!(failure instanceof CancellationException)) {
                second.completeExceptionally(failure); // before it has called the listener
              }
              return target;
            });
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
      PowerdrillClient own, Again again, DownloadRequest<?> request) {
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
    if (again.name().endsWith("WAITS")) {
      Throwable unused = catchThrowable(started::join);
    }
    return started;
  }

  private static CompletableFuture<Path> inThisThread(Supplier<Path> download) {
    try {
      return CompletableFuture.completedFuture(download.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
