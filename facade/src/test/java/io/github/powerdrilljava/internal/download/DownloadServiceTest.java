package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observers;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.store.Presigner;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is over is forgotten, or a client that lives long would hold more and more. */
@Timeout(60)
class DownloadServiceTest {

  @TempDir Path dir;
  private final MockWebServer server = new MockWebServer();
  private Transport transport;
  private DownloadService downloads;
  private PresignedUrl url;

  @BeforeEach
  void start() throws IOException {
    server.start();
    transport =
        new Transport(
            new OkHttpClient(),
            true,
            server.url("/"),
            "",
            CleartextPolicy.TO_LOOPBACK_ONLY,
            Retries.NONE,
            Time.real(),
            Observers.NONE);
    downloads =
        new DownloadService(
            transport, new Redactor(""), Retries.NONE, CleartextPolicy.TO_LOOPBACK_ONLY);
    url =
        new PresignedUrl(
            server.url("/sales.csv").toString(), Instant.parse("2124-01-01T00:00:00Z"));
  }

  @AfterEach
  void stop() {
    transport.close();
    downloads.close();
    server.close();
  }

  private Path fetch() {
    return downloads.fetch(DownloadRequest.of(url, dir), RemoteObject.of(url));
  }

  @Test
  void forgetsADownloadThatIsDone() {
    server.enqueue(new MockResponse.Builder().body("a,b").build());
    assertThat(fetch()).hasContent("a,b");
    assertThat(downloads.underWay).isEmpty();
  }

  @Test
  void forgetsADownloadThatFailed() {
    server.enqueue(new MockResponse.Builder().code(404).build());
    assertThatExceptionOfType(DownloadException.class).isThrownBy(this::fetch);
    assertThat(downloads.underWay).isEmpty();
  }

  @Test
  void forgetsAPartOfSomethingLargerThatIsDone() {
    server.enqueue(new MockResponse.Builder().body("a,b").build());
    Cancellation whole = downloads.begin();
    DownloadedFile file =
        downloads.fetch(DownloadRequest.of(url, dir), RemoteObject.of(url), whole, () -> {});
    assertThat(file.path()).hasContent("a,b");
    assertThat(downloads.underWay).containsExactly(whole);
    whole.end();
    assertThat(downloads.underWay).isEmpty();
  }

  @Test
  void leavesAPartOfSomethingLargerWhatItWritesTo() throws Exception {
    DownloadRequest<PresignedUrl> request = DownloadRequest.of(url, dir.resolve("sales.csv"));
    Cancellation whole = downloads.begin();
    CompletableFuture<DownloadedFile> part =
        CompletableFuture.supplyAsync(
            () -> downloads.fetch(request, RemoteObject.of(url), whole, () -> {}));
    server.takeRequest(); // the part's, which is responded to below
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloads.fetch(request, RemoteObject.of(url)))
        .withMessageContaining("is under way");
    server.enqueue(new MockResponse.Builder().body("a,b").build());
    assertThat(part.get().path()).hasContent("a,b");
  }

  @Test
  void beginsNothingOnceItIsClosed() {
    transport.close();
    assertThatIllegalStateException().isThrownBy(this::fetch);
    assertThat(downloads.underWay).isEmpty();
  }

  @Test
  void forgetsAStreamThatIsClosed() throws IOException {
    server.enqueue(new MockResponse.Builder().body("a,b").build());
    try (InputStream in = downloads.open(RemoteObject.of(url))) {
      assertThat(downloads.underWay).hasSize(1);
      assertThat(in.readAllBytes()).asString().isEqualTo("a,b");
    }
    assertThat(downloads.underWay).isEmpty();
  }

  @Test
  void forgetsAStreamThatCannotBeOpened() {
    PowerdrillConnectionException refusal =
        new PowerdrillConnectionException("Could not presign it.", "own", new IOException());
    RemoteObject refused =
        presigned(
            cancellation -> {
              throw refusal;
            });
    assertThatThrownBy(() -> downloads.open(refused)).isSameAs(refusal);
    assertThat(downloads.underWay).isEmpty();
  }

  private static RemoteObject presigned(Presigner presigner) {
    return RemoteObject.of(
        () -> "it", PresignRequest.of("dset-1", "ds-1"), "id", "name", presigner);
  }

  /** A service that does not respond before the end. */
  private static PowerdrillConnectionException unanswered(Cancellation cancellation) {
    try {
      cancellation.await(new CompletableFuture<>());
    } catch (IOException e) {
      return new PowerdrillConnectionException("Could not presign it.", "own", e);
    }
    throw new AssertionError("It was not ended");
  }

  @Test
  void endsWhatStillWaitsForATurnWhenItIsClosed() {
    RemoteObject silent =
        presigned(
            cancellation -> {
              throw unanswered(cancellation);
            });
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) { // 256 run at a time
      Path target = dir.resolve("file" + i);
      all.add(downloads.fetchAsync(DownloadRequest.of(url, target), silent));
      all.add(downloads.openAsync(silent));
    }
    transport.close();
    downloads.close();
    assertThat(all)
        .allSatisfy(
            each ->
                assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(each::join)
                    .withMessageContaining("the client was closed."));
  }
}
