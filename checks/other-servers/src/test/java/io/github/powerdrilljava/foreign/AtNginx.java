package io.github.powerdrilljava.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.ProgressListener;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.foreign.Nginx.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test of downloads from an nginx, skipped where there is none. */
@Timeout(60)
abstract class AtNginx {

  static final int MIB = 1024 * 1024;

  @TempDir Path directory;
  @TempDir Path downloads;
  Nginx nginx;
  OkHttpClient http = new OkHttpClient();
  byte[] content = new byte[0];

  @BeforeAll
  static void nginxIsThere() {
    assumeTrue(NginxProcess.find() != null, "there is no nginx on this machine");
  }

  @BeforeEach
  void prepare() throws IOException {
    nginx = new Nginx(directory);
  }

  @AfterEach
  void stop() {
    nginx.close();
  }

  void serve(int size, String... directives) throws IOException {
    nginx.start("", directives);
    put(size, Instant.now().minusSeconds(60));
  }

  /** Puts new content in the place of the old, as a whole. */
  void put(int size, Instant modified) {
    try {
      content = new byte[size];
      new Random(modified.toEpochMilli()).nextBytes(content);
      Path other = Files.write(directory.resolve("new"), content);
      Files.setLastModifiedTime(other, FileTime.from(modified));
      Files.move(other, nginx.files().resolve("sales.csv"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DownloadRequest<PresignedUrl> request() {
    return request("http", "sales.csv");
  }

  DownloadRequest<PresignedUrl> request(String scheme, String path) {
    return DownloadRequest.of(url(scheme, path), target());
  }

  PresignedUrl url(String scheme, String path) {
    return new PresignedUrl(nginx.url(scheme, path), Instant.now().plusSeconds(3600));
  }

  Path target() {
    return downloads.resolve("sales.csv");
  }

  Downloader downloader() {
    return Downloader.builder()
        .httpClient(http)
        .retries(new Retries(6, Duration.ofMillis(20), Duration.ofMillis(500), Duration.ZERO))
        .build();
  }

  void download(DownloadRequest<PresignedUrl> request) {
    try (Downloader downloader = downloader()) {
      downloader.download(request);
    }
  }

  static ProgressListener onceHalfIsThere(Runnable event) {
    AtomicBoolean happened = new AtomicBoolean();
    return (received, total) -> {
      if (received > total / 2 && happened.compareAndSet(false, true)) {
        event.run();
      }
    };
  }

  List<Asked> assertThatAllArrived() {
    assertThat(target()).hasBinaryContent(content);
    assertThat(downloads).isDirectoryNotContaining(file -> !file.equals(target()));
    return nginx.asked();
  }

  static long connections(List<Asked> asked) {
    return asked.stream().map(Asked::connection).distinct().count();
  }
}
