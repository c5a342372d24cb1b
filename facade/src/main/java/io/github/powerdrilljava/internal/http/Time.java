package io.github.powerdrilljava.internal.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time that calls wait in; tests let it pass faster.
 *
 * @param scheduler runs what waits for a turn or a retry
 * @param nanoTime how much of it has passed, as {@link System#nanoTime}
 */
public record Time(ScheduledThreadPoolExecutor scheduler, LongSupplier nanoTime) {

  /**
   * Runs something after a while, on the scheduler's thread, which it must not hold up.
   *
   * @return gives it up
   */
  public Runnable after(Duration delay, Runnable task) {
    ScheduledFuture<?> wait =
        scheduler.schedule(Executors.callable(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> wait.cancel(false);
  }

  /** Real time, with a thread that goes when nothing waits. */
  public static Time real() {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, Transport::daemon);
    scheduler.setKeepAliveTime(Transport.IDLE_THREAD_SECONDS, TimeUnit.SECONDS);
    scheduler.allowCoreThreadTimeOut(true);
    scheduler.setRemoveOnCancelPolicy(true);
    return new Time(scheduler, System::nanoTime);
  }
}
