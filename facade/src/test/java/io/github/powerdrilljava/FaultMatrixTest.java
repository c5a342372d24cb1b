package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Presigning through everything that can go wrong on the way: which exception ends it, after how
 * many attempts and how long a wait, with the retries that a client has by default.
 */
@Timeout(60)
class FaultMatrixTest {

  /** How long the server may be silent where it is silent on purpose; short, for it is sat out. */
  private static final Duration SHORT_SILENCE = Duration.ofMillis(250);

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

  private static PowerdrillSandbox sandbox;

  private final VirtualTime time = new VirtualTime();

  @BeforeAll
  static void start(@TempDir Path files) throws IOException {
    sandbox = PowerdrillSandbox.start();
    sandbox.put("dset-1", "ds-1", Files.write(files.resolve("sales.csv"), "a,b\n".getBytes(UTF_8)));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void mend() {
    sandbox.faults().clear();
    sandbox.faults().acceptConnections();
    time.shutdownNow();
  }

  private PowerdrillClient client(PowerdrillSandbox sandbox, OkHttpClient http) {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId())
        .maxRequestsPerSecond(0)
        .httpClient(http)
        .time(time.time())
        .build();
  }

  private PowerdrillClient client() {
    return client(sandbox, new OkHttpClient());
  }

  private PowerdrillClient clientFor(FaultOutcome outcome) {
    return outcome.message().equals(FaultOutcome.SILENT)
        ? client(sandbox, new OkHttpClient.Builder().readTimeout(SHORT_SILENCE).build())
        : client();
  }

  private static PresignedUrl presign(PowerdrillClient client) {
    return client.dataSources().presign("dset-1", "ds-1");
  }

  @ParameterizedTest
  @MethodSource("io.github.powerdrilljava.FaultOutcome#all")
  void endsAsItMustWhereTheFaultStays(FaultOutcome outcome) {
    long used = sandbox.faults().used();
    sandbox.faults().randomly(1, 0, outcome.fault());
    try (PowerdrillClient client = clientFor(outcome)) {
      if (outcome.exception() == null) {
        assertThat(presign(client).url()).contains("/dset-1/ds-1/");
      } else {
        PowerdrillException failure =
            catchThrowableOfType(PowerdrillException.class, () -> presign(client));
        assertThat(failure)
            .isExactlyInstanceOf(outcome.exception())
            .hasMessageStartingWith(
                "Could not presign data source \"ds-1\" of dataset \"dset-1\": ")
            .hasMessageContaining(outcome.message());
        assertThat(failure.attempts()).isEqualTo(outcome.attempts());
        assertThat(failure.getSuppressed())
            .hasSize(outcome.attempts() - 1)
            .hasOnlyElementsOfType(outcome.exception());
      }
    }
    assertThat(sandbox.faults().used()).isEqualTo(used + outcome.attempts());
    assertThat(time.waited()).isBetween(outcome.least(), outcome.most());
  }

  @ParameterizedTest
  @MethodSource("io.github.powerdrilljava.FaultOutcome#all")
  void goesOnOnceTheFaultHasPassed(FaultOutcome outcome) {
    long used = sandbox.faults().used();
    sandbox.faults().next(outcome.fault());
    try (PowerdrillClient client = clientFor(outcome)) {
      if (outcome.attempts() == 1 && outcome.exception() != null) {
        assertThat(catchThrowableOfType(PowerdrillException.class, () -> presign(client)))
            .isExactlyInstanceOf(outcome.exception());
      } else {
        assertThat(presign(client).url()).contains("/dset-1/ds-1/");
      }
      assertThat(presign(client).url()).contains("/dset-1/ds-1/");
    }
    assertThat(sandbox.faults().used()).isEqualTo(used + 1);
  }

  @Test
  void triesAPortThatRefusesConnectionsAgain() {
    sandbox.faults().refuseConnections();
    try (PowerdrillClient client = client()) {
      PowerdrillConnectionException failure =
          catchThrowableOfType(PowerdrillConnectionException.class, () -> presign(client));
      assertThat(failure).hasMessageContaining("connection refused, or host unreachable");
      assertThat(failure.attempts()).isEqualTo(4);
      assertThat(time.waited()).isBetween(Duration.ofNanos(1), FaultOutcome.ALL_BACKOFFS);
      sandbox.faults().acceptConnections();
      assertThat(presign(client).url()).contains("/dset-1/ds-1/");
    }
  }

  /** Of a minute, one second is left to the second attempt, and nothing after it. */
  @Test
  void keepsAllAttemptsWithinTheCallTimeout() {
    LongSupplier clock =
        () -> (sandbox.faults().pending() == 0 ? ONE_MINUTE : time.waited()).toNanos();
    sandbox.faults().next(Fault.tooManyRequests("59"), Fault.trickle(Duration.ofMillis(20)));
    try (PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .maxRequestsPerSecond(0)
            .retries(new Retries(4, Duration.ZERO, Duration.ZERO, ONE_MINUTE))
            .callTimeout(ONE_MINUTE)
            .time(new Time(time, clock))
            .build()) {
      PowerdrillConnectionException failure =
          catchThrowableOfType(PowerdrillConnectionException.class, () -> presign(client));
      assertThat(failure).hasMessageContaining("longer than its timeout");
      assertThat(failure.attempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SELF_SIGNED, unable to find valid certification path",
    "WRONG_HOST,  Hostname 127.0.0.1 not verified",
    "EXPIRED,     validity check failed",
  })
  void doesNotTryACertificateAgainThatItDoesNotTrust(ServerCertificate certificate, String reason) {
    try (PowerdrillSandbox untrusted = PowerdrillSandbox.startTls(certificate);
        PowerdrillClient client =
            client(
                untrusted,
                new OkHttpClient.Builder()
                    .sslSocketFactory(
                        untrusted.sslContext().getSocketFactory(), untrusted.trustManager())
                    .build())) {
      PowerdrillConnectionException failure =
          catchThrowableOfType(PowerdrillConnectionException.class, () -> presign(client));
      assertThat(failure)
          .hasMessageContaining("TLS failed: ")
          .hasMessageContaining(reason)
          .hasMessageContaining("Check the certificate, the trust store and the clock.");
      assertThat(failure.attempts()).isEqualTo(1);
      assertThat(time.waited()).isZero();
      assertThat(untrusted.requests()).isEmpty();
    }
  }
}
