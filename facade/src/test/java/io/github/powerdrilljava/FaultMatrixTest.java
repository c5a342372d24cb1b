package io.github.powerdrilljava;

import static io.github.powerdrilljava.sandbox.Fault.Moment.BEFORE_ANSWER;
import static io.github.powerdrilljava.sandbox.Fault.Moment.IN_BODY;
import static io.github.powerdrilljava.sandbox.Fault.Moment.IN_HEADERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
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

  /** The upper bounds of the waits between four attempts: 0.5 s, 1 s and 2 s. */
  private static final Duration ALL_BACKOFFS = Duration.ofMillis(3500);

  private static final String SILENT = "it did not connect or went silent for too long";

  /** How long the server may be silent where it is silent on purpose; short, for it is sat out. */
  private static final Duration SHORT_SILENCE = Duration.ofMillis(250);

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

  /**
   * What becomes of a call all of whose attempts meet a fault.
   *
   * @param exception null where the fault does no harm
   * @param message a part of its message
   * @param least how long its waits must be in all
   * @param most how long they may be in all
   */
  private record Outcome(
      Fault fault,
      @Nullable Class<? extends PowerdrillException> exception,
      int attempts,
      String message,
      Duration least,
      Duration most) {

    @Override
    public String toString() {
      return fault + " -> " + (exception == null ? "success" : exception.getSimpleName());
    }
  }

  private static Outcome harmless(Fault fault) {
    return new Outcome(fault, null, 1, "", Duration.ZERO, Duration.ZERO);
  }

  /** Tried once. */
  private static Outcome ends(
      Fault fault, Class<? extends PowerdrillException> exception, String message) {
    return new Outcome(fault, exception, 1, message, Duration.ZERO, Duration.ZERO);
  }

  /** Tried four times. */
  private static Outcome endsAtLast(
      Fault fault, Class<? extends PowerdrillException> exception, String message) {
    return new Outcome(fault, exception, 4, message, Duration.ZERO, ALL_BACKOFFS);
  }

  /** Tried four times, as far apart as the service asks for. */
  private static Outcome endsAfter(Duration wait, Fault fault) {
    Duration waits = wait.multipliedBy(3);
    return new Outcome(fault, RateLimitException.class, 4, "HTTP 429, code 201", waits, waits);
  }

  static Stream<Outcome> outcomes() {
    return Stream.of(
            connectionsThatBreak(), answersThatAreWrong(), refusals(), limits(), harmlessOddities())
        .flatMap(outcomes -> outcomes);
  }

  private static Stream<Outcome> connectionsThatBreak() {
    Class<PowerdrillConnectionException> broken = PowerdrillConnectionException.class;
    return Stream.of(
        endsAtLast(Fault.resetConnection(), broken, "the connection broke"),
        endsAtLast(Fault.reset(BEFORE_ANSWER), broken, "the connection broke"),
        endsAtLast(Fault.reset(IN_HEADERS), broken, "the connection broke"),
        endsAtLast(Fault.reset(IN_BODY), broken, "the connection broke"),
        endsAtLast(Fault.stall(BEFORE_ANSWER), broken, SILENT),
        endsAtLast(Fault.stall(IN_HEADERS), broken, SILENT),
        endsAtLast(Fault.stall(IN_BODY), broken, SILENT),
        endsAtLast(Fault.contentLengthTooLong(), broken, "the connection broke"),
        endsAtLast(
            Fault.extraHeader("x-long", "x".repeat(256 * 1024)), broken, "the connection broke"));
  }

  private static Stream<Outcome> answersThatAreWrong() {
    Class<UnexpectedResponseException> unexpected = UnexpectedResponseException.class;
    return Stream.of(
        ends(Fault.halfBody(), unexpected, "$ is not JSON"),
        ends(Fault.contentLengthTooShort(), unexpected, "$ is not JSON"),
        ends(Fault.html(200), unexpected, "$ is not JSON"),
        ends(
            Fault.answer(200, "application/json", "{\"code\":0}"),
            unexpected,
            "is required but missing or null"),
        ends(Fault.empty(204), unexpected, "$ is empty. It came with HTTP 204. Does"),
        ends(Fault.gzipBomb(), unexpected, "$ is longer than 4194304 bytes"),
        ends(
            Fault.redirect(302, "https://elsewhere.example/login"),
            unexpected,
            "a redirect to elsewhere.example, which is not followed"),
        ends(
            Fault.redirect(307, "https://elsewhere.example/login"),
            unexpected,
            "a redirect to elsewhere.example, which is not followed"),
        ends(Fault.empty(304), unexpected, "a redirect, which is not followed"));
  }

  private static Stream<Outcome> refusals() {
    return Stream.of(
        ends(Fault.failure(400, 300001, "bad"), PowerdrillApiException.class, "code 300001"),
        ends(Fault.html(401), AuthenticationException.class, "HTTP 401"),
        ends(Fault.failure(403, 1003, "insufficient"), AuthenticationException.class, "code 1003"),
        ends(Fault.empty(403), PermissionDeniedException.class, "HTTP 403"),
        ends(Fault.failure(200, 300003, "none"), NotFoundException.class, "code 300003"),
        ends(Fault.html(404), NotFoundException.class, "HTTP 404"),
        ends(Fault.html(407), PowerdrillConnectionException.class, "a proxy asks for a user name"),
        endsAtLast(Fault.empty(408), PowerdrillApiException.class, "HTTP 408"),
        ends(Fault.empty(421), PowerdrillApiException.class, "HTTP 421"),
        endsAtLast(Fault.failure(500, 9999, "internal"), ServerException.class, "code 9999"),
        endsAtLast(Fault.failure(200, 9999, "internal"), ServerException.class, "code 9999"),
        ends(Fault.html(501), ServerException.class, "HTTP 501"),
        endsAtLast(Fault.html(502), ServerException.class, "HTTP 502"),
        endsAtLast(Fault.empty(503), ServerException.class, "HTTP 503"),
        endsAtLast(Fault.html(504), ServerException.class, "HTTP 504"));
  }

  private static Stream<Outcome> limits() {
    String refused = "HTTP 429, code 201";
    return Stream.of(
        endsAtLast(Fault.tooManyRequests(), RateLimitException.class, refused),
        endsAtLast(Fault.tooManyRequests("0"), RateLimitException.class, refused),
        endsAtLast(Fault.tooManyRequests("soon"), RateLimitException.class, refused),
        endsAtLast(Fault.failure(200, 201, "slow down"), RateLimitException.class, "code 201"),
        endsAfter(Duration.ofSeconds(5), Fault.tooManyRequests("5")),
        endsAfter(Duration.ofSeconds(5), Fault.tooManyRequests(Duration.ofSeconds(5))),
        ends(
            Fault.tooManyRequests("21"),
            RateLimitException.class,
            "It asks to wait 21 s. Trace id"),
        ends(Fault.tooManyRequests(Duration.ofHours(1)), RateLimitException.class, refused));
  }

  private static Stream<Outcome> harmlessOddities() {
    return Stream.of(
        harmless(Fault.trickle(Duration.ZERO)),
        harmless(Fault.informational(100)),
        harmless(Fault.informational(103)),
        harmless(Fault.extraHeader("Content-Type", "text/html")),
        harmless(Fault.extraHeader("x-pd-trace-id", "another")),
        harmless(Fault.extraHeader("Set-Cookie", "a=b")));
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

  private PowerdrillClient clientFor(Outcome outcome) {
    return outcome.message().equals(SILENT)
        ? client(sandbox, new OkHttpClient.Builder().readTimeout(SHORT_SILENCE).build())
        : client();
  }

  private static PresignedUrl presign(PowerdrillClient client) {
    return client.dataSources().presign("dset-1", "ds-1");
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void endsAsItMustWhereTheFaultStays(Outcome outcome) {
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
  @MethodSource("outcomes")
  void goesOnOnceTheFaultHasPassed(Outcome outcome) {
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
      assertThat(failure).hasMessageContaining("it takes no connection");
      assertThat(failure.attempts()).isEqualTo(4);
      assertThat(time.waited()).isBetween(Duration.ofNanos(1), ALL_BACKOFFS);
      sandbox.faults().acceptConnections();
      assertThat(presign(client).url()).contains("/dset-1/ds-1/");
    }
  }

  @Test
  void keepsAllAttemptsWithinTheCallTimeout() {
    sandbox.faults().next(Fault.failure(503, 9999, "busy"), Fault.trickle(Duration.ofMillis(20)));
    try (PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .retries(new Retries(4, Duration.ZERO, Duration.ZERO, Duration.ZERO))
            .callTimeout(Duration.ofMillis(500))
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
