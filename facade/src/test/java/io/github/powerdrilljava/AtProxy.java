package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.io.TempDir;

/** Calls and downloads by a given HTTP client. */
abstract class AtProxy {

  static final String PRESIGNED =
      "HTTP/1.1 200 OK\nContent-Length: %d\n\n%s"
          .formatted(ScriptedServer.SUCCESS.length(), ScriptedServer.SUCCESS);

  @TempDir Path dir;

  private static final Retries AT_ONCE =
      new Retries(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  enum Scheme {
    HTTP("http://localhost:8080"),
    HTTPS("https://powerdrill.example");

    final String origin;

    Scheme(String origin) {
      this.origin = origin;
    }
  }

  record Settings(String baseUrl, OkHttpClient http) {
    PowerdrillClient.Builder client() {
      return PowerdrillClient.builder()
          .baseUrl(baseUrl)
          .apiKey(ScriptedServer.API_KEY)
          .userId("tmm-1")
          .httpClient(http)
          .retries(AT_ONCE);
    }
  }

  static Throwable presign(Settings settings) {
    return presign(settings.client());
  }

  static Throwable presign(PowerdrillClient.Builder settings) {
    try (PowerdrillClient client = settings.build()) {
      return catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"));
    }
  }

  Throwable download(Settings settings, String url) {
    try (Downloader downloader =
        Downloader.builder().httpClient(settings.http()).retries(AT_ONCE).build()) {
      PresignedUrl presigned = new PresignedUrl(url, Instant.now().plusSeconds(600));
      return catchThrowable(() -> downloader.download(presigned, dir.resolve("a.csv")));
    }
  }

  static Proxy http(RawServer proxy) {
    return new Proxy(
        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
  }
}
