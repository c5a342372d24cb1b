package io.github.powerdrilljava.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.ProgressListener;
import io.github.powerdrilljava.foreign.Nginx.Asked;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads outlast what befalls nginx and its files. */
class NginxFailuresTest extends AtNginx {

  private ProgressListener thatChangesTheFileAtOnce() {
    AtomicBoolean changed = new AtomicBoolean();
    return (received, total) -> {
      if (changed.compareAndSet(false, true)) {
        put(20 * MIB, Instant.now().minusSeconds(30));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"etag on;", "etag off;"})
  void bringsTheNewVersionWhereItAppearsBetweenTwoRequests(String tags) throws Exception {
    serve(20 * MIB, tags);
    byte[] old = content;
    download(request().withConnections(1).withProgress(thatChangesTheFileAtOnce()));
    assertThat(content).isNotEqualTo(old);
    assertThatAllArrived();
  }

  @ParameterizedTest
  @ValueSource(strings = {"etag on;", "etag off;"})
  void mixesNoVersionsOverSeveralConnections(String tags) throws Exception {
    serve(20 * MIB, tags);
    byte[] old = content;
    download(request().withConnections(8).withProgress(thatChangesTheFileAtOnce()));
    assertThat(Files.readAllBytes(target())).isIn(old, content);
  }

  @Test
  void goesOnAfterACrash() throws Exception {
    serve(20 * MIB);
    Runnable crash =
        () -> {
          nginx.kill();
          nginx.start();
        };
    download(request().withProgress(onceHalfIsThere(crash)));
    List<Asked> asked = assertThatAllArrived();
    // What was under way at the crash is not logged; what nginx sent and nobody took, is.
    assertThat(asked)
        .filteredOn(request -> request.range().startsWith("bytes=0-"))
        .as("requests that begin at the beginning")
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void makesDoWithTwoConnections() throws Exception {
    serve(20 * MIB, "limit_conn server 2;", "limit_rate 4m;");
    download(request().withConnections(8));
    assertThat(assertThatAllArrived()).extracting(Asked::status).contains(206, 503);
  }

  @Test
  void isMissedWhereItIsNot() throws Exception {
    serve(0);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> download(request("http", "none.csv")))
        .withMessageContaining("responded with HTTP 404. The object is no longer there.");
    assertThat(downloads).isEmptyDirectory();
  }

  @Test
  void goesOnWhereACancelledDownloadEnded() throws Exception {
    serve(20 * MIB);
    cancelHalfway();
    int before = nginx.asked().size();
    nginx.start();
    AtomicLong kept = new AtomicLong(-1);
    download(
        request()
            .withConnections(1)
            .withProgress((received, total) -> kept.compareAndSet(-1, received)));
    List<Asked> again = assertThatAllArrived();
    assertThat(kept).hasValueGreaterThan(content.length / 4);
    assertThat(again.stream().skip(before).mapToLong(Asked::bytesSent).sum())
        .isBetween(content.length - kept.get(), content.length - kept.get() + MIB);
  }

  private void cancelHalfway() throws InterruptedException {
    CountDownLatch half = new CountDownLatch(1);
    try (Downloader downloader = downloader()) {
      CompletableFuture<Path> download =
          downloader.downloadAsync(
              request()
                  .withMaxBytesPerSecond(40L * MIB)
                  .withProgress(onceHalfIsThere(half::countDown)));
      half.await();
      download.cancel(true);
    }
  }

  @Test
  void streamsOnAfterACrash() throws Exception {
    serve(32 * MIB);
    try (Downloader downloader = downloader();
        InputStream in = downloader.open(url("http", "sales.csv"))) {
      byte[] half = in.readNBytes(16 * MIB);
      nginx.kill();
      nginx.start();
      assertThat(half).isEqualTo(Arrays.copyOf(content, 16 * MIB));
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 16 * MIB, 32 * MIB));
    }
  }
}
