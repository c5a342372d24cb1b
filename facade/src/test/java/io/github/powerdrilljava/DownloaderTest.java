package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without a key, what someone else has presigned is fetched, if its URL may be. */
class DownloaderTest {

  private static final byte[] OBJECT = OddStore.random(1000);
  private static final PresignedUrl ELSEWHERE =
      new PresignedUrl("http://user:pass@store.example/a?sig=secret", Instant.MAX);

  private static OddStore store;
  private static Downloader downloader;

  @TempDir Path dir;

  @BeforeAll
  static void open() {
    store = new OddStore(OBJECT);
    downloader = store.downloader();
  }

  @AfterAll
  static void close() {
    downloader.close();
    store.close();
  }

  @Test
  void bringsItToAFileInTheBackground() {
    Path target = dir.resolve("a");
    assertThat(downloader.downloadAsync(store.url(), target).join()).isEqualTo(target);
    assertHolds(target, OBJECT);
  }

  @Test
  void opensItInTheBackground() throws Exception {
    try (InputStream stream = downloader.openAsync(store.url()).join()) {
      assertThat(stream.readAllBytes()).isEqualTo(OBJECT);
    }
  }

  private static final String NOT_HTTPS =
      "Nothing was sent: url \"http://store.example/a?…\" is not https, and plain http to other"
          + " machines is not allowed on this client.";

  private void assertRefused(InvalidRequestException refusal, String message) {
    assertThat(refusal).hasMessage(message);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void refusesPlainHttpToOtherMachines() {
    Path target = dir.resolve("a");
    assertRefused(
        catchThrowableOfType(
            InvalidRequestException.class, () -> downloader.download(ELSEWHERE, target)),
        NOT_HTTPS);
    assertRefused(
        catchThrowableOfType(InvalidRequestException.class, () -> downloader.open(ELSEWHERE)),
        NOT_HTTPS);
  }

  static Stream<CompletableFuture<?>> refusedInTheBackground() {
    Path target = Path.of("a");
    return Stream.of(
        downloader.openAsync(ELSEWHERE),
        downloader.downloadAsync(ELSEWHERE, target),
        downloader.downloadAsync(DownloadRequest.of(ELSEWHERE, target)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("refusedInTheBackground")
  void theSameComesByTheFuture(CompletableFuture<?> refused) {
    assertThat(refused)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(InvalidRequestException.class);
  }
}
