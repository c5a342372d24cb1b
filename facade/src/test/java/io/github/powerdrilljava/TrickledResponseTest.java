package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A response whose headers come bit by bit, for ever, is given up. */
@Timeout(20)
class TrickledResponseTest {

  @Test
  void aDownloadGivesItUpOverAConnectionThatWasKept(@TempDir Path dir) {
    RawServer.Handler handler =
        connection -> {
          connection.request();
          connection.send("HTTP/1.1 200 OK\nContent-Length: 3\n\na,b");
          connection.request();
          connection.send("HTTP/1.1 200 OK\n");
          connection.trickle("x: y\n");
        };
    try (RawServer server = new RawServer(handler);
        Downloader downloader =
            Downloader.builder()
                .retries(Retries.NONE)
                .callTimeout(Duration.ofMillis(500))
                .build()) {
      PresignedUrl url = new PresignedUrl(server.url("/a.csv"), Instant.MAX);
      downloader.download(url, dir.resolve("a.csv"));
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> downloader.download(url, dir.resolve("b.csv")))
          .withMessageContaining("went silent for too long");
      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
