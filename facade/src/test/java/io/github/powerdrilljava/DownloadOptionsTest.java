package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a download may ask for, up to its bounds, is checked before anything is sent. */
class DownloadOptionsTest {

  private static final long MIB = 1024 * 1024;

  @TempDir Path dir;

  private final OddStore store = new OddStore(OddStore.random(1000));
  private final Downloader downloader = store.downloader();

  @AfterEach
  void close() {
    downloader.close();
    store.close();
  }

  private interface Option extends UnaryOperator<DownloadRequest<PresignedUrl>> {}

  private static Arguments option(Option option, String violation) {
    return arguments(option, violation);
  }

  static Stream<Arguments> beyondTheBounds() {
    return Stream.of(
        option(r -> r.withConnections(-1), "connections -1 must be 1 to 64"),
        option(r -> r.withConnections(65), "connections 65 must be 1 to 64"),
        option(r -> r.withPartSize(65535), "partSize 65535 must be 65536 to 67108864"),
        option(r -> r.withPartSize(64 * MIB + 1), "partSize 67108865 must be 65536 to 67108864"),
        option(r -> r.withMaxBytesPerSecond(-1), "maxBytesPerSecond -1 must be at least 1"),
        option(r -> r.withSha256("0".repeat(63)), "must be 64 hexadecimal digits"),
        option(r -> r.withSha256("g".repeat(64)), "must be 64 hexadecimal digits"));
  }

  @ParameterizedTest
  @MethodSource("beyondTheBounds")
  void refusesWhatIsBeyondItsBounds(Option option, String violation) {
    DownloadRequest<PresignedUrl> request =
        option.apply(DownloadRequest.of(store.url(), dir.resolve("sales.csv")));
    InvalidRequestException refusal =
        catchThrowableOfType(InvalidRequestException.class, () -> downloader.download(request));
    assertThat(refusal)
        .hasMessageStartingWith("Nothing was sent: ")
        .hasMessageContaining(violation);
    assertThat(store.gets()).isEmpty();
  }

  static Stream<Option> atTheBounds() {
    return Stream.of(
        r -> r.withConnections(1),
        r -> r.withConnections(64),
        r -> r.withPartSize(65536),
        r -> r.withPartSize(64 * MIB),
        r -> r.withMaxBytesPerSecond(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("atTheBounds")
  void takesWhatIsAtItsBounds(Option option) {
    DownloadRequest<PresignedUrl> request =
        option.apply(DownloadRequest.of(store.url(), dir.resolve("sales.csv")));
    assertThatNoException().isThrownBy(() -> downloader.download(request));
  }

  @Test
  void namesEveryViolationAtOnce() {
    PresignedUrl url = new PresignedUrl("ftp://127.0.0.1/sales.csv", store.url().expiresAt());
    DownloadRequest<PresignedUrl> request =
        DownloadRequest.of(url, dir.resolve("missing").resolve("sales.csv"))
            .withConnections(65)
            .withPartSize(1)
            .withMaxBytesPerSecond(-1)
            .withSha256("");
    InvalidRequestException refusal =
        catchThrowableOfType(InvalidRequestException.class, () -> downloader.download(request));
    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "target", "url", "connections", "partSize", "maxBytesPerSecond", "sha256");
  }
}
