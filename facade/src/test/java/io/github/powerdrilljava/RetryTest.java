package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.internal.http.Time;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls whose failure may pass are repeated, within all bounds. */
@Timeout(60)
class RetryTest {

  /** As by default, but without waits to speak of. */
  private static final Retries QUICK =
      new Retries(4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(20));

  private static final Duration LONG = Duration.ofHours(1);

  private ScriptedServer server;
  private PowerdrillClient client;

  @BeforeEach
  void start() {
    server = new ScriptedServer();
    client = server.clientBuilder().retries(QUICK).build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private PresignedUrl presign() {
    return client.dataSources().presign("dset-1", "ds-1");
  }

  private static MockResponse hangUp() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  @Test
  void succeedsOnceTheFailureHasPassed() {
    server
        .answers(503, "{}")
        .answers(200, "{\"code\":9999,\"msg\":\"internal\"}")
        .answers(429, "{\"code\":201,\"msg\":\"slow down\"}")
        .answers(200, ScriptedServer.SUCCESS);
    assertThat(presign().url()).isEqualTo(ScriptedServer.URL);
    assertThat(server.requestCount()).isEqualTo(4);
  }

  @Test
  void sendsTheSameTraceIdAgain() {
    server.answers(503, "{}").answers(200, ScriptedServer.SUCCESS);
    presign();
    assertThat(server.takeRequest().getHeaders().get("x-pd-external-trace-id"))
        .isEqualTo(server.takeRequest().getHeaders().get("x-pd-external-trace-id"));
  }

  @Test
  void tellsOfEveryAttemptInTheEnd() {
    server.answers(hangUp()).answers(500, "{}").answers(502, "{}").answers(503, "{}");
    ServerException failure = catchThrowableOfType(ServerException.class, this::presign);
    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.attempts()).isEqualTo(4);
    assertThat(failure).hasMessageEndingWith(" Tried 4 times.");
    assertThat(failure.getSuppressed())
        .extracting(suppressed -> suppressed.getClass().getSimpleName())
        .containsExactly("PowerdrillConnectionException", "ServerException", "ServerException");
    assertThat(server.requestCount()).isEqualTo(4);
  }

  @Test
  void doesNotRepeatARefusal() {
    server.answers(200, "{\"code\":300003,\"msg\":\"not there\"}");
    NotFoundException failure = catchThrowableOfType(NotFoundException.class, this::presign);
    assertThat(failure.attempts()).isEqualTo(1);
    assertThat(failure).hasMessageNotContaining("Tried");
    assertThat(server.requestCount()).isEqualTo(1);
  }

  @Test
  void countsNoAttemptForWhatWasNeverSent() {
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class, () -> client.dataSources().presign("", "ds-1"));
    assertThat(refusal.attempts()).isZero();
  }

  @Test
  void canBeTurnedOff() {
    server.answers(503, "{}");
    try (PowerdrillClient once = server.clientBuilder().retries(Retries.NONE).build()) {
      assertThatExceptionOfType(ServerException.class)
          .isThrownBy(() -> once.dataSources().presign("dset-1", "ds-1"));
    }
    assertThat(server.requestCount()).isEqualTo(1);
  }

  @Test
  void aSilentAttemptLeavesTimeForAnother() {
    server
        .answers(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build())
        .answers(200, ScriptedServer.SUCCESS);
    try (PowerdrillClient hurried =
        server.clientBuilder().retries(QUICK).callTimeout(Duration.ofSeconds(3)).build()) {
      assertThat(hurried.dataSources().presign("dset-1", "ds-1").url())
          .isEqualTo(ScriptedServer.URL);
    }
    assertThat(server.requestCount()).isEqualTo(2);
  }

  @Test
  void doesNotWaitLongerThanTheCallMayTake() {
    server.answers(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "19").body("{}").build());
    try (PowerdrillClient hurried =
        server.clientBuilder().retries(QUICK).callTimeout(Duration.ofSeconds(10)).build()) {
      RateLimitException failure =
          catchThrowableOfType(
              RateLimitException.class, () -> hurried.dataSources().presign("dset-1", "ds-1"));
      assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(19));
      assertThat(failure.attempts()).isEqualTo(1);
    }
  }

  /** Against waits of up to an hour, which nobody could sit out. */
  private PowerdrillClient patient() {
    return server
        .clientBuilder()
        .callTimeout(Duration.ofDays(1))
        .retries(new Retries(4, LONG, LONG, LONG))
        .build();
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    server.answers(503, "{}");
    try (PowerdrillClient patient = patient()) {
      BlockingPresign waiting = BlockingPresign.start(patient);
      server.takeRequest();
      waiting.interrupt();
      waiting.assertThatItGivesUp();
    }
  }

  @RepeatedTest(200) // closing may come before, while or after the wait is begun
  void closingEndsAWait() {
    server.answers(503, "{}");
    PowerdrillClient patient = patient();
    CompletableFuture<PresignedUrl> waiting = patient.dataSources().presignAsync("dset-1", "ds-1");
    server.takeRequest();
    patient.close();
    assertThat(catchThrowable(waiting::join))
        .hasCauseInstanceOf(PowerdrillConnectionException.class)
        .hasMessageContaining("the client was closed");
  }

  /** Time that stands still, and hands out what waits in it. */
  private static final class StandingTime extends ScheduledThreadPoolExecutor {
    private final BlockingQueue<RunnableScheduledFuture<?>> waits = new LinkedBlockingQueue<>();

    StandingTime() {
      super(1);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
      if (delay == 0) {
        return super.schedule(task, 0, unit);
      }
      ScheduledFuture<V> wait = super.schedule(task, 1, TimeUnit.DAYS);
      waits.add((RunnableScheduledFuture<V>) wait);
      return wait;
    }
  }

  @Test
  void aBlockingCallTriesAgainOnlyAfterTheWait() throws Exception {
    server
        .answers(
            new MockResponse.Builder().code(429).addHeader("Retry-After", "5").body("{}").build())
        .answers(200, ScriptedServer.SUCCESS);
    StandingTime standing = new StandingTime();
    try (PowerdrillClient patient =
        server.clientBuilder().retries(QUICK).time(new Time(standing, System::nanoTime)).build()) {
      BlockingPresign presign = BlockingPresign.start(patient);
      RunnableScheduledFuture<?> wait = standing.waits.take();
      presign.awaitWaiting();
      assertThat(server.requestCount()).isEqualTo(1);
      wait.run();
      presign.assertThatItSucceeds();
      assertThat(server.requestCount()).isEqualTo(2);
    }
  }

  @Test
  void cancellingEndsAWait() throws Exception {
    server.answers(503, "{}").answers(200, ScriptedServer.SUCCESS);
    StandingTime standing = new StandingTime();
    try (PowerdrillClient patient =
        server.clientBuilder().retries(QUICK).time(new Time(standing, System::nanoTime)).build()) {
      CompletableFuture<PresignedUrl> waiting =
          patient.dataSources().presignAsync("dset-1", "ds-1");
      ScheduledFuture<?> wait = standing.waits.take();
      assertThat(waiting.cancel(true)).isTrue();
      while (!wait.isCancelled()) {
        Thread.onSpinWait(); // or the time limit fails this test
      }
      assertThat(server.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void takesSettingsAtTheirBounds() {
    assertThat(new Retries(1, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .isEqualTo(new Retries(2, Duration.ZERO, Duration.ZERO, Duration.ZERO).withMaxAttempts(1));
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> Retries.DEFAULT.withMaxAttempts(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retries(1, Duration.ofSeconds(2), Duration.ofSeconds(1), LONG));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> server.clientBuilder().maxRequestsPerSecond(-1).build())
        .withMessageContaining("maxRequestsPerSecond -1 must not be negative");
  }
}
