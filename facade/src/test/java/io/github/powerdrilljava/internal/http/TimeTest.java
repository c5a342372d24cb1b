package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits costs as little as can be. */
class TimeTest {

  private final Time time = Time.real();
  private final ScheduledThreadPoolExecutor scheduler = time.scheduler();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void keepsNothingOfAWaitThatIsGivenUp() {
    Runnable giveUp = time.after(Duration.ofHours(1), () -> {});
    assertThat(scheduler.getQueue()).hasSize(1);
    giveUp.run();
    assertThat(scheduler.getQueue()).isEmpty();
  }

  @Test
  void letsItsThreadGoWhereNothingWaits() {
    assertThat(scheduler.allowsCoreThreadTimeOut()).isTrue();
    assertThat(scheduler.getKeepAliveTime(TimeUnit.SECONDS))
        .isEqualTo(Transport.IDLE_THREAD_SECONDS);
  }
}
