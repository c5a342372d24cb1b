package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections are kept for the next calls, as long as they are sound. */
@Timeout(30)
class KeptConnectionsTest extends AtKeptConnections {

  private static final String PRESIGNED =
      "HTTP/1.1 200 OK\nContent-Length: %d\n\n%s"
          .formatted(ScriptedServer.SUCCESS.length(), ScriptedServer.SUCCESS);

  @Test
  void asManyAsCallsRan() {
    CountDownLatch all = new CountDownLatch(THREADS);
    try (RawServer server =
            new RawServer(
                connection -> {
                  while (connection.request() != null) {
                    all.countDown();
                    all.await();
                    connection.send(PRESIGNED);
                  }
                });
        PowerdrillClient client = settings(server.url("/api")).build()) {
      for (int round = 0; round < 5; round++) {
        presign(client, THREADS).forEach(CompletableFuture::join);
      }
      assertThat(server.requests()).hasSize(5 * THREADS);
      assertThat(server.connections()).isEqualTo(THREADS);
    }
  }

  /** How the connections that are kept die. */
  private enum Death {
    SILENT,
    CLOSED,
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDiedTakesTheOthersAlong(Death death) throws Exception {
    int kept = 20;
    CountDownLatch all = new CountDownLatch(kept);
    CountDownLatch frozen = new CountDownLatch(kept);
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.request();
                  if (connection.number() > kept) {
                    connection.send(PRESIGNED);
                    connection.awaitEnd();
                    return;
                  }
                  all.countDown();
                  all.await();
                  connection.send(PRESIGNED);
                  frozen.countDown();
                  if (death == Death.SILENT) {
                    connection.awaitEnd();
                  }
                });
        PowerdrillClient earlier = settings(server.url("/api")).httpClient(patient).build();
        PowerdrillClient client = settings(server.url("/api")).httpClient(hasty()).build()) {
      presign(earlier, kept).forEach(CompletableFuture::join);
      frozen.await();
      assertThat(client.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo(ScriptedServer.URL);
    }
  }

  private static final String OBJECT = "HTTP/1.1 200 OK\nContent-Length: 3\n\na,b";

  @ParameterizedTest
  @EnumSource
  void oneToTheStoreThatDiedTakesTheOthersAlong(Death death, @TempDir Path dir) throws Exception {
    int kept = 10;
    CountDownLatch all = new CountDownLatch(kept);
    try (RawServer store =
            new RawServer(
                connection -> {
                  connection.request();
                  if (connection.number() <= kept) {
                    all.countDown();
                    all.await();
                  }
                  connection.send(OBJECT);
                  if (death == Death.SILENT || connection.number() > kept) {
                    connection.awaitEnd();
                  }
                });
        Downloader earlier = Downloader.builder().httpClient(patient).build();
        Downloader downloader =
            Downloader.builder()
                .httpClient(hasty())
                .retries(new Retries(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .build()) {
      PresignedUrl url = new PresignedUrl(store.url("/object?sig=1"), Instant.MAX);
      IntStream.range(0, kept)
          .mapToObj(i -> earlier.downloadAsync(url, dir.resolve(i + ".csv")))
          .toList()
          .forEach(CompletableFuture::join);
      assertThat(downloader.download(url, dir.resolve("last.csv"))).hasContent("a,b");
    }
  }
}
