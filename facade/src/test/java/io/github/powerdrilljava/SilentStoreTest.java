package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.Fault.Moment;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that goes silent holds no thread for ever, and no interrupt up. */
@Timeout(60)
class SilentStoreTest {

  private static final int MIB = 1024 * 1024;
  private static final byte[] CONTENT = FileContent.random(20 * MIB + 12_345, 1);
  private static final int WHOLE_PART = 2 * MIB;

  @TempDir static Path served;
  private static PowerdrillSandbox sandbox;

  @TempDir Path dir;

  @BeforeAll
  static void start() throws Exception {
    sandbox = PowerdrillSandbox.startTls(ServerCertificate.TRUSTED);
    sandbox.put("dset-1", "large", Files.write(served.resolve("large.csv"), CONTENT));
    sandbox.put("dset-1", "small", Files.writeString(served.resolve("small.csv"), "a,b,c,d"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void mend() {
    sandbox.storeFaults().clear();
  }

  private static PowerdrillClient client(Duration silence) {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId())
        .retries(Retries.NONE)
        .httpClient(
            new OkHttpClient.Builder()
                .sslSocketFactory(sandbox.sslContext().getSocketFactory(), sandbox.trustManager())
                .readTimeout(silence)
                .build())
        .build();
  }

  private Path target(Silence silence) {
    return dir.resolve(silence.dataSource + ".csv");
  }

  private DownloadRequest<?> request(Silence silence) {
    return DownloadRequest.of(PresignRequest.of("dset-1", silence.dataSource), target(silence))
        .withConnections(1);
  }

  private enum Keeps {
    NOTHING,
    /** It depends on how much had arrived. */
    PERHAPS,
    WHOLE_PARTS
  }

  /** When the store goes silent, and whether something is kept then. */
  private record Silence(String dataSource, Fault fault, Keeps keeps) {}

  static Stream<Silence> silences() {
    return Stream.of(
        new Silence("small", Fault.stall(Moment.BEFORE_RESPONSE), Keeps.NOTHING),
        new Silence("small", Fault.stall(Moment.IN_HEADERS), Keeps.NOTHING),
        new Silence("small", Fault.stall(Moment.IN_BODY), Keeps.PERHAPS),
        new Silence("large", Fault.stall(Moment.BEFORE_RESPONSE), Keeps.NOTHING),
        new Silence("large", Fault.stallAfter(WHOLE_PART + 1), Keeps.WHOLE_PARTS));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void isGivenUpAfterAWhile(Silence silence) throws Exception {
    sandbox.storeFaults().next(silence.fault);
    try (PowerdrillClient client = client(Duration.ofHours(1));
        PowerdrillClient hasty = client(Duration.ofMillis(300))) {
      PresignedUrl url = client.dataSources().presign("dset-1", silence.dataSource);
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(
              () ->
                  hasty
                      .dataSources()
                      .download(DownloadRequest.of(url, target(silence)).withConnections(1)))
          .withMessageContaining("went silent for too long");
      assertThatTheRestComes(client, silence);
    }
  }

  @ParameterizedTest
  @MethodSource("silences")
  void doesNotHoldUpAnInterrupt(Silence silence) throws Exception {
    sandbox.storeFaults().next(silence.fault);
    try (PowerdrillClient client = client(Duration.ofHours(1))) {
      CompletableFuture<@Nullable Throwable> failure = new CompletableFuture<>();
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                failure.complete(
                    catchThrowable(() -> client.dataSources().download(request(silence))));
                flag.complete(Thread.currentThread().isInterrupted());
              });
      thread.start();
      awaitSilence(silence);
      thread.interrupt();
      assertThat(failure.get())
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("the thread was interrupted.");
      assertThat(flag.get()).as("the thread's flag").isTrue();
      assertThatTheRestComes(client, silence);
    }
  }

  /** Until nothing can come any more but from the connection that is silent. */
  private void awaitSilence(Silence silence) throws Exception {
    Path part = dir.resolve(silence.dataSource + ".csv.part");
    while (sandbox.storeFaults().pending() > 0
        || (silence.keeps == Keeps.WHOLE_PARTS
            && (!Files.exists(part) || Files.size(part) < WHOLE_PART))) {
      Thread.onSpinWait();
    }
  }

  private void assertThatTheRestComes(PowerdrillClient client, Silence silence) throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.count())
          .isIn(
              switch (silence.keeps) {
                case NOTHING -> Set.of(0L);
                case PERHAPS -> Set.of(0L, 2L);
                case WHOLE_PARTS -> Set.of(2L);
              });
    }
    Path target = client.dataSources().download(request(silence));
    assertThat(Files.mismatch(target, served.resolve(silence.dataSource + ".csv"))).isEqualTo(-1);
  }
}
