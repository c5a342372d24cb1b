package io.github.powerdrilljava.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test of downloads from a store that checks signatures and when they end. */
@Timeout(60)
abstract class AtS3Store {

  static final int MIB = 1024 * 1024;
  private static final OkHttpClient HTTP = new OkHttpClient();

  @TempDir Path downloads;
  final S3Store store;
  byte[] content = new byte[0];

  AtS3Store() throws Exception {
    store = new S3Store();
  }

  @BeforeEach
  void putSales() {
    content = bytes(20 * MIB, 1);
    store.put("sales.csv", content, object -> {});
  }

  @AfterEach
  void stop() throws Exception {
    store.stop();
  }

  static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  Path target() {
    return downloads.resolve("sales.csv");
  }

  void assertThatAllArrived() {
    assertThat(target()).hasBinaryContent(content);
    assertThat(downloads).isDirectoryNotContaining(file -> !file.equals(target()));
  }

  /** A URL that the store takes at first, but not for long. */
  PresignedUrl endingUrl() {
    return store.presignUntil("sales.csv", Instant.now().plusSeconds(3));
  }

  /** The first bytes are held back until the store takes the URL no more. */
  static ProgressListener untilRefused(PresignedUrl url) {
    AtomicBoolean refused = new AtomicBoolean();
    return (received, total) -> {
      while (!refused.get()) {
        refused.set(statusOf(url) == 403);
      }
    };
  }

  private static int statusOf(PresignedUrl url) {
    Request request = new Request.Builder().url(url.url()).header("Range", "bytes=0-0").build();
    try (Response response = HTTP.newCall(request).execute()) {
      return response.code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
