package io.github.powerdrilljava.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.PresignedUrl;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** URLs that Amazon's own client has presigned bring what it has uploaded. */
class S3StoreTest extends AtS3Store {

  private final Set<String> headers = new ConcurrentSkipListSet<>();
  private final Downloader downloader =
      Downloader.builder()
          .httpClient(
              new OkHttpClient.Builder()
                  .addNetworkInterceptor(
                      chain -> {
                        headers.addAll(chain.request().headers().names());
                        return chain.proceed(chain.request());
                      })
                  .build())
          .build();

  S3StoreTest() throws Exception {}

  @AfterEach
  void close() {
    downloader.close();
  }

  private void download(String key) {
    downloader.download(store.presign(key), target());
  }

  @Test
  void bringsTheWholeObject() {
    download("sales.csv");
    assertThatAllArrived();
  }

  @Test
  void sendsNoHeaderThatIsNotSigned() {
    download("sales.csv");
    assertThat(headers)
        .containsExactlyElementsOf(
            new TreeSet<>(
                Set.of(
                    "Accept-Encoding", "Connection", "Host", "If-Range", "Range", "User-Agent")));
  }

  @Test
  void saysThatTheUrlHasExpired() {
    PresignedUrl url = store.presignUntil("sales.csv", Instant.now().minusSeconds(5));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloader.download(url, target()))
        .withMessageContaining("the object store responded with HTTP 403 AccessDenied")
        .withMessageContaining("The URL expired at " + url.expiresAt());
    assertThat(downloads).isEmptyDirectory();
  }

  @Test
  void saysThatTheSignatureIsWrong() {
    PresignedUrl url = store.presign("sales.csv");
    PresignedUrl other =
        new PresignedUrl(url.url().replace("/sales.csv?", "/other.csv?"), url.expiresAt());
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloader.download(other, target()))
        .withMessageContaining("the object store responded with HTTP 403 SignatureDoesNotMatch")
        .withMessageContaining("ask for a new one");
  }

  @Test
  void keepsWhatArrivedBeforeTheUrlEnded() {
    PresignedUrl url = endingUrl();
    DownloadRequest<PresignedUrl> request =
        DownloadRequest.of(url, target()).withProgress(untilRefused(url));
    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class, () -> downloader.download(request.withConnections(1)));
    assertThat(failure)
        .hasMessageContaining("The URL expired at " + url.expiresAt())
        .hasMessageContaining("8388608 bytes are kept");
    AtomicLong kept = new AtomicLong(-1);
    downloader.download(
        DownloadRequest.of(store.presign("sales.csv"), target())
            .withConnections(1)
            .withProgress((received, total) -> kept.compareAndSet(-1, received)));
    assertThatAllArrived();
    assertThat(kept).hasValueGreaterThan(failure.bytesKept());
  }

  @Test
  void bringsOneVersionOfAnObjectThatIsOverwritten() {
    AtomicBoolean overwritten = new AtomicBoolean();
    downloader.download(
        DownloadRequest.of(store.presign("sales.csv"), target())
            .withConnections(1)
            .withProgress(
                (received, total) -> {
                  if (overwritten.compareAndSet(false, true)) {
                    content = bytes(20 * MIB, 2);
                    store.put("sales.csv", content, object -> {});
                  }
                }));
    assertThat(overwritten).isTrue();
    assertThatAllArrived();
  }

  @Test
  void takesTheTagOfAnObjectUploadedInPartsForNoChecksum() {
    byte[] end = bytes(MIB, 3);
    content = Arrays.copyOf(content, 21 * MIB);
    System.arraycopy(end, 0, content, 20 * MIB, MIB);
    String tag = store.putInParts("parts.csv", Arrays.copyOf(content, 20 * MIB), end);
    assertThat(tag).endsWith("-2\"");
    download("parts.csv");
    assertThatAllArrived();
  }

  @Test
  void bringsAnObjectWithItsUploadersChecksum() {
    store.put("summed.csv", content, object -> object.checksumAlgorithm("SHA256"));
    download("summed.csv");
    assertThatAllArrived();
  }

  @Test
  void bringsAnEmptyObject() {
    store.put("empty.csv", new byte[0], object -> {});
    download("empty.csv");
    assertThat(target()).isEmptyFile();
  }

  @Test
  void streamsAnEmptyObject() throws Exception {
    store.put("empty.csv", new byte[0], object -> {});
    try (InputStream in = downloader.open(store.presign("empty.csv"))) {
      assertThat(in).isEmpty();
    }
  }

  @Test
  void streamsAnObject() throws Exception {
    try (InputStream in = downloader.open(store.presign("sales.csv"))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void bringsAnObjectOfAnyName() {
    String name = "größe + 50% of (all) 'sales'; täglich=1&b.csv";
    store.put("a b/" + name, content, object -> {});
    Path file = downloader.download(store.presign("a b/" + name), downloads);
    assertThat(file).hasFileName(name).hasBinaryContent(content);
  }
}
