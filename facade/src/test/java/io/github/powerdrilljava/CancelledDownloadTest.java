package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.internal.download.Journals;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A download that is cancelled, or whose client is closed, leaves the target as it was, and nothing
 * beside it.
 */
@Timeout(60)
class CancelledDownloadTest extends AtOldTarget {

  @Test
  void leavesNothingBehindWhenCancelled() throws Exception {
    presignsAndStallsHalfway();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Path> download =
        client
            .dataSources()
            .downloadAsync(request().withProgress((received, total) -> begun.countDown()));
    begun.await();
    try (WatchService watch = dir.getFileSystem().newWatchService()) {
      dir.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      assertThat(download.cancel(true)).isTrue();
      Set<String> deleted = new HashSet<>();
      while (deleted.size() < 2) {
        WatchKey key = watch.take();
        key.pollEvents().forEach(event -> deleted.add(String.valueOf(event.context())));
        key.reset();
      }
      assertThat(deleted).containsExactlyInAnyOrder("sales.csv.part", "sales.csv.part.journal");
    }
  }

  @Test
  void leavesItsThreadTheInterruptThatEndsIt() throws Exception {
    presignsAndStallsHalfway();
    CountDownLatch begun = new CountDownLatch(1);
    DownloadRequest<?> request = request().withProgress((received, total) -> begun.countDown());
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Throwable failure = catchThrowable(() -> client.dataSources().download(request));
              assertThat(failure).hasMessageContaining("the thread was interrupted.");
              flag.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    begun.await();
    thread.interrupt();
    assertThat(flag.get()).isTrue();
  }

  @Test
  void keepsNoContentThatWasCancelledWithItsLastByte() throws Exception {
    presigns(server.url("/sales.csv"));
    server.answers(new MockResponse.Builder().body("whole").build());
    CompletableFuture<CompletableFuture<Path>> download = new CompletableFuture<>();
    CompletableFuture<Thread> downloading = new CompletableFuture<>();
    download.complete(
        client
            .dataSources()
            .downloadAsync(
                request()
                    .withProgress(
                        (received, total) -> {
                          download.join().cancel(true);
                          downloading.complete(Thread.currentThread());
                        })));
    Thread thread = downloading.join();
    client.close();
    thread.join();
    assertThat(download.join()).isCancelled();
  }

  /** Of two connections, one is silent, and the other has nothing more to do. */
  @Test
  void endsWhileAConnectionWaitsForWork(@TempDir Path elsewhere) throws Exception {
    byte[] object = OddStore.random(5 * Journals.PART_BYTES);
    try (OddStore store = new OddStore(object);
        Downloader downloader = store.downloader()) {
      store.behaves(
          get ->
              get.number() == 0
                  ? get.upTo(Journals.PART_BYTES - 1)
                      .asAsked()
                      .onResponseBody(SocketEffect.Stall.INSTANCE)
                  : get.asAsked());
      CountDownLatch othersThere = new CountDownLatch(1);
      DownloadRequest<PresignedUrl> request =
          DownloadRequest.of(store.url(), elsewhere.resolve("other.csv"))
              .withPartSize(Journals.PART_BYTES)
              .withConnections(2)
              .withProgress(
                  (received, total) -> {
                    if (received >= total - Journals.PART_BYTES) {
                      othersThere.countDown();
                    }
                  });
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread thread =
          new Thread(() -> failure.complete(catchThrowable(() -> downloader.download(request))));
      thread.start();
      othersThere.await();
      thread.interrupt();
      assertThat(failure.get()).hasMessageContaining("the thread was interrupted.");
    }
  }

  @Test
  void endsWhenTheClientIsClosed() throws Exception {
    presignsAndStallsHalfway();
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(
            () ->
                client
                    .dataSources()
                    .download(request().withProgress((received, total) -> client.close())))
        .withMessageContaining("the client was closed.");
  }
}
