package io.github.powerdrilljava.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.internal.http.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When requests leave, in time that passes only when the test says so. */
class TurnsTest {

  private static final long MILLI = 1_000_000;

  private final List<Long> left = new ArrayList<>();
  private final Clockwork clockwork = new Clockwork();
  private final Turns pace = turns(20, Integer.MAX_VALUE);

  /** Holds the one task that waits, and its time. */
  private static final class Clockwork extends ScheduledThreadPoolExecutor {
    private long now;
    private long due;
    private @Nullable FutureTask<?> task;

    Clockwork() {
      super(0);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
      assertThat(task).as("one wait at a time").isNull();
      due = now + unit.toNanos(delay);
      task = new FutureTask<>(callable);
      return super.schedule(callable, 1, TimeUnit.DAYS);
    }

    /** Lets time pass, and a little more, until nothing waits; at most to the end. */
    void runUntil(long end, long late) {
      for (FutureTask<?> next = task; next != null && due + late <= end; next = task) {
        now = due + late;
        task = null;
        next.run();
      }
      now = Math.max(now, end);
    }
  }

  @AfterEach
  void stop() {
    clockwork.shutdownNow();
  }

  private Turns turns(int perSecond, int atATime) {
    return new Turns(perSecond, atATime, new Time(clockwork, () -> clockwork.now));
  }

  private Turns.Turn take() {
    return take(pace);
  }

  private Turns.Turn take(Turns turns) {
    return turns.take(came -> left.add(clockwork.now / MILLI));
  }

  @Test
  void spacesRequestsEvenlyAndALittleSlowerThanTheLimit() {
    for (int i = 0; i < 5; i++) {
      take();
    }
    clockwork.runUntil(1000 * MILLI, 0);
    assertThat(left).containsExactly(0L, 51L, 102L, 153L, 204L);
  }

  @Test
  void tellsEachHowLongItHasWaited() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pace.take(came -> waits.add(came.waited().toMillis()));
    }
    clockwork.runUntil(1000 * MILLI, 0);
    pace.take(came -> waits.add(came.waited().toMillis()));
    assertThat(waits).containsExactly(0L, 51L, 102L, 0L);
  }

  @Test
  void takesAtMostThreePercentLongerThanTheLimitDictates() {
    for (int i = 0; i < 1000; i++) {
      take();
    }
    clockwork.runUntil(100_000 * MILLI, 0);
    assertThat(left).hasSize(1000);
    assertThat(left.get(999)).isBetween(999 * 50L, 999 * 50L * 103 / 100);
  }

  @Test
  void doesNotAddUpWhatEachTurnIsLate() {
    for (int i = 0; i < 1000; i++) {
      take();
    }
    clockwork.runUntil(100_000 * MILLI, 20 * MILLI);
    assertThat(left.get(999)).isEqualTo(999 * 51 + 20);
  }

  @Test
  void makesUpForFewTurnsAfterALongDelay() {
    for (int i = 0; i < 3; i++) {
      take();
    }
    clockwork.runUntil(0, 0);
    clockwork.now = 10_000 * MILLI;
    clockwork.due = clockwork.now;
    clockwork.runUntil(20_000 * MILLI, 0);
    assertThat(left).containsExactly(0L, 10_000L, 10_051L);
  }

  @Test
  void letsTheNextOneGoAtOnceAfterAPause() {
    take();
    clockwork.runUntil(1000 * MILLI, 0);
    take();
    clockwork.runUntil(2000 * MILLI, 0);
    assertThat(left).containsExactly(0L, 1000L);
  }

  @Test
  void leavesNoGapForWhoGivesUp() {
    take();
    Turns.Turn second = take();
    take();
    second.giveUp();
    clockwork.runUntil(1000 * MILLI, 0);
    assertThat(left).containsExactly(0L, 51L);
  }

  @Test
  void knowsNoWaitWithoutALimit() {
    Turns turns = turns(0, Integer.MAX_VALUE);
    take(turns);
    take(turns);
    assertThat(left).containsExactly(0L, 0L);
  }

  @Test
  void letsNoMoreGoThanHaveRoom() {
    Turns turns = turns(0, 2);
    Turns.Turn first = take(turns);
    Turns.Turn second = take(turns);
    take(turns);
    take(turns);
    clockwork.now = 7 * MILLI;
    first.end();
    first.end();
    assertThat(left).containsExactly(0L, 0L, 7L);
    clockwork.now = 8 * MILLI;
    second.end();
    assertThat(left).containsExactly(0L, 0L, 7L, 8L);
  }

  @Test
  void spacesThoseThatWaitedForRoom() {
    Turns turns = turns(20, 2);
    Turns.Turn first = take(turns);
    Turns.Turn second = take(turns);
    take(turns);
    take(turns);
    clockwork.runUntil(60 * MILLI, 0);
    first.end();
    second.end();
    clockwork.runUntil(1000 * MILLI, 0);
    assertThat(left).containsExactly(0L, 51L, 102L, 153L);
  }

  @Test
  void hasRoomAgainAfterATurnThatWasGivenUpTooLate() {
    Turns turns = turns(0, 1);
    Turns.Turn first = take(turns);
    Turns.Turn second = take(turns);
    first.giveUp(); // it has come
    assertThat(left).hasSize(1);
    second.giveUp();
    second.end(); // it never came
    take(turns);
    assertThat(left).hasSize(1);
    first.end();
    assertThat(left).hasSize(2);
  }

  /** Of more of them than a thread has frames. */
  @Test
  void hasRoomAgainAfterRequestsThatThrow() {
    Turns turns = turns(0, 1);
    Turns.Turn first = take(turns);
    for (int i = 0; i < 100_000; i++) {
      turns.take(
          came -> {
            throw new OutOfMemoryError("unable to create native thread");
          });
    }
    take(turns);
    first.end();
    assertThat(left).hasSize(2);
  }

  @Test
  void givesNoTurnsOnceTimeHasEnded() {
    take();
    clockwork.shutdownNow();
    take();
    assertThat(left).hasSize(1);
  }

  @Test
  void tellsHowLongOneWaitedForRoom() {
    List<Duration> waits = new ArrayList<>();
    Turns turns = turns(0, 1);
    Turns.Turn first = turns.take(came -> waits.add(came.waited()));
    turns.take(came -> waits.add(came.waited()));
    clockwork.now = 7 * MILLI;
    first.end();
    assertThat(waits).containsExactly(Duration.ZERO, Duration.ofMillis(7));
  }

  @Test
  void givesEveryThreadATurnOfItsOwn() throws InterruptedException {
    int threads = 8;
    int requests = 10_000; // enough for them to meet
    CountDownLatch all = new CountDownLatch(threads);
    List<Thread> taking = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                all.countDown();
                while (all.getCount() > 0) {
                  Thread.onSpinWait();
                }
                for (int j = 0; j < requests; j++) {
                  take();
                }
              });
      taking.add(thread);
      thread.start();
    }
    for (Thread thread : taking) {
      thread.join();
    }
    clockwork.runUntil(TimeUnit.HOURS.toNanos(2), 0);
    assertThat(left).hasSize(threads * requests);
  }
}
