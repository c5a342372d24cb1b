package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limit on a download's bytes holds by whichever way they come. */
@Timeout(60)
class BandwidthLimitTest extends AtOddStore {

  /** By which ways bytes come, each of which must wait for its turn. */
  enum Way {
    RANGES_OVER_ONE_CONNECTION,
    RANGES_OVER_TWO_CONNECTIONS,
    ONE_RESPONSE,
    ONE_RESPONSE_TO_A_DEVICE
  }

  private DownloadRequest<PresignedUrl> by(Way way) {
    DownloadRequest<PresignedUrl> request = request(target);
    return switch (way) {
      case RANGES_OVER_ONE_CONNECTION -> request.withConnections(1);
      case RANGES_OVER_TWO_CONNECTIONS -> request.withConnections(2);
      case ONE_RESPONSE -> request.withPartSize(1024 * 1024);
      case ONE_RESPONSE_TO_A_DEVICE -> DownloadRequest.of(store.url(), Path.of("/dev/null"));
    };
  }

  @ParameterizedTest
  @EnumSource
  void aDownloadWithALimitIsOvertakenByOthers(Way way) {
    CompletableFuture<Path> begun = new CompletableFuture<>();
    CompletableFuture<Path> slow =
        downloader.downloadAsync(
            by(way)
                .withMaxBytesPerSecond(1000)
                .withProgress((received, total) -> begun.complete(target)));
    CompletableFuture.anyOf(begun, slow).join();
    for (int i = 0; i < 10; i++) {
      downloader.download(store.url(), dir.resolve("other " + i));
    }
    assertThat(slow).isNotDone();
    slow.cancel(true);
  }

  @Test
  void aDownloadMayTakeLongerThanACall() {
    try (Downloader impatient =
        Downloader.builder().retries(Retries.NONE).callTimeout(Duration.ofSeconds(1)).build()) {
      impatient.download(
          DownloadRequest.of(store.url(), target)
              .withConnections(1)
              .withMaxBytesPerSecond(250_000));
    }
    assertHolds(target, store.object());
  }
}
