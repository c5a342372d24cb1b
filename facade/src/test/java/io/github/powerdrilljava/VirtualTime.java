package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Time;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that jumps over every wait, and remembers how long all of them were. */
final class VirtualTime extends ScheduledThreadPoolExecutor {

  private final AtomicLong waitedNanos = new AtomicLong();

  VirtualTime() {
    super(1);
  }

  Time time() {
    return new Time(this, () -> System.nanoTime() + waitedNanos.get());
  }

  Duration waited() {
    return Duration.ofNanos(waitedNanos.get());
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    waitedNanos.addAndGet(unit.toNanos(delay));
    return super.schedule(task, 0, TimeUnit.NANOSECONDS);
  }
}
