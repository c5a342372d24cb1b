package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a call waits for, its time, its caller and the closing of its client end the wait. None
 * of these waits ends otherwise.
 */
@Timeout(30)
class WaitsEndTest {

  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path dir;

  private static PowerdrillClient client(Hang.Place place, Duration timeout) {
    return PowerdrillClient.builder()
        .baseUrl(place.url("/api"))
        .apiKey(ScriptedServer.API_KEY)
        .userId("tmm-1")
        .httpClient(place.http().readTimeout(LONG).build())
        .connectTimeout(LONG)
        .callTimeout(timeout)
        .retries(Retries.NONE)
        .build();
  }

  private static Throwable failure(CompletableFuture<?> future) {
    Throwable failure = catchThrowable(future::join);
    return failure.getCause() == null ? failure : failure.getCause();
  }

  @ParameterizedTest
  @EnumSource
  void theCallTimeoutEndsAPresign(Hang hang) {
    try (Hang.Place place = hang.open();
        PowerdrillClient client = client(place, SHORT)) {
      CompletableFuture<PresignedUrl> async = client.dataSources().presignAsync("dset-1", "ds-1");
      assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageMatching(".*(longer than its timeout|silent for too long).*");
      assertThat(failure(async)).isInstanceOf(PowerdrillConnectionException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsAPresign(Hang hang) throws Exception {
    try (Hang.Place place = hang.open();
        PowerdrillClient client = client(place, LONG)) {
      BlockingPresign waiting = BlockingPresign.start(client);
      place.awaitReached();
      waiting.interrupt();
      waiting.assertThatItGivesUp();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCallerEndsAnAsyncPresign(Hang hang) throws Exception {
    try (Hang.Place place = hang.open();
        PowerdrillClient client = client(place, LONG)) {
      CompletableFuture<PresignedUrl> cancelled =
          client.dataSources().presignAsync("dset-1", "ds-1");
      CompletableFuture<PresignedUrl> late =
          client.dataSources().presignAsync("dset-1", "ds-1").orTimeout(1, TimeUnit.MILLISECONDS);
      place.awaitReached();
      cancelled.cancel(true);
      assertThat(failure(cancelled)).isInstanceOf(CancellationException.class);
      assertThat(catchThrowable(late::join)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsAPresign(Hang hang) throws Exception {
    try (Hang.Place place = hang.open()) {
      PowerdrillClient client = client(place, LONG);
      CompletableFuture<Throwable> blocking =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")));
      CompletableFuture<PresignedUrl> async = client.dataSources().presignAsync("dset-1", "ds-1");
      place.awaitReached();
      client.close();
      assertThat(failure(async))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageContaining("the client was closed.");
      assertThat(blocking.join())
          .isInstanceOfAny(PowerdrillConnectionException.class, IllegalStateException.class);
    }
  }

  @Test
  void aNameServerThatIsSilentLeavesTimeForAnotherAttempt() {
    try (Hang.Place place = Hang.DNS.open();
        PowerdrillClient client =
            PowerdrillClient.builder()
                .baseUrl(place.url("/api"))
                .apiKey(ScriptedServer.API_KEY)
                .userId("tmm-1")
                .httpClient(place.http().build())
                .connectTimeout(Duration.ofMillis(50))
                .callTimeout(LONG)
                .retries(new Retries(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .build()) {
      assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageContaining("its name was not resolved in time.")
          .hasMessageEndingWith(" Tried 3 times.");
    }
  }

  private static Downloader downloader(Hang.Place place, Duration timeout) {
    return Downloader.builder()
        .httpClient(place.http().build())
        .connectTimeout(timeout)
        .callTimeout(timeout)
        .retries(Retries.NONE)
        .build();
  }

  private static PresignedUrl url(Hang.Place place) {
    return new PresignedUrl(place.url("/object?sig=1"), Instant.now().plusSeconds(600));
  }

  /** A whole body may take any time, as long as it arrives. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRICKLED_BODY")
  void aDownloadGivesUpWhatNeverResponds(Hang hang) {
    try (Hang.Place place = hang.open();
        Downloader downloader = downloader(place, SHORT)) {
      Path target = dir.resolve("never.csv");
      assertThat(catchThrowable(() -> downloader.download(url(place), target)))
          .isInstanceOf(DownloadException.class)
          .hasMessageMatching(".*(silent for too long|not resolved in time|HTTP 503).*");
      assertThat(failure(downloader.openAsync(url(place)))).isInstanceOf(DownloadException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsADownload(Hang hang) throws Exception {
    try (Hang.Place place = hang.open();
        Downloader downloader = downloader(place, LONG)) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                Path target = dir.resolve("never.csv");
                Throwable ended = catchThrowable(() -> downloader.download(url(place), target));
                failure.complete(Thread.interrupted() ? ended : new AssertionError("no flag"));
              });
      thread.start();
      place.awaitReached();
      thread.interrupt();
      assertThat(failure.join())
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("the thread was interrupted.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsADownload(Hang hang) throws Exception {
    try (Hang.Place place = hang.open()) {
      Downloader downloader = downloader(place, LONG);
      CompletableFuture<Path> async =
          downloader.downloadAsync(url(place), dir.resolve("never.csv"));
      place.awaitReached();
      downloader.close();
      assertThat(failure(async))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("the client was closed.");
    }
  }

  @Test
  void aHundredSilentCallsHoldUpNoOther() {
    try (Hang.Place silent = Hang.RESPONSE.open();
        RawServer sound =
            RawServer.responding(
                "HTTP/1.1 200 OK\nContent-Length: "
                    + ScriptedServer.SUCCESS.length()
                    + "\n\n"
                    + ScriptedServer.SUCCESS);
        PowerdrillClient client =
            PowerdrillClient.builder()
                .baseUrl(sound.url("/api"))
                .apiKey(ScriptedServer.API_KEY)
                .userId("tmm-1")
                .maxRequestsPerSecond(0)
                .callTimeout(LONG)
                .httpClient(
                    silent
                        .http()
                        .addInterceptor(
                            chain ->
                                chain.proceed(
                                    chain.request().url().encodedPath().contains("silent")
                                        ? chain.request().newBuilder().url(silent.url("/")).build()
                                        : chain.request()))
                        .build())
                .build()) {
      List<CompletableFuture<PresignedUrl>> silentCalls =
          IntStream.range(0, 100)
              .mapToObj(i -> client.dataSources().presignAsync("silent", "ds-1"))
              .toList();
      assertThat(client.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo(ScriptedServer.URL);
      assertThat(silentCalls).noneMatch(CompletableFuture::isDone);
    }
  }
}
