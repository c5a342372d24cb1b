package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;

/**
 * Cancels calls whose deadline has passed. It looks now and then, which costs a call nothing; less
 * often where it has so many to look at that it takes long.
 */
final class DeadlineWatch {

  /** What is walked through for very many calls may take one part in so many of the time. */
  static final long SHARE = 50;

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long AT_LEAST_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ScheduledExecutorService scheduler;
  private final Map<Call, Deadline> awaited = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  DeadlineWatch(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  /** Makes a call, and waits on this thread for what must be there in time. */
  <T> T within(Deadline deadline, Call call, Cancellation.Wait<T> making) throws IOException {
    awaited.put(call, deadline);
    look(LOOK_EVERY_NANOS);
    try {
      return making.done();
    } catch (IOException e) {
      if (deadline.nanosLeft() <= 0) {
        throw deadline.passed(e);
      }
      throw e;
    } finally {
      awaited.remove(call);
    }
  }

  private void look(long delayNanos) {
    if (looking.compareAndSet(false, true)) {
      try {
        ScheduledFuture<?> unused =
            scheduler.schedule(this::cancelLate, delayNanos, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        looking.set(false); // closed, which cancels all calls
      }
    }
  }

  private void cancelLate() {
    long start = System.nanoTime();
    awaited.forEach(
        (call, deadline) -> {
          if (deadline.nanosLeft() <= 0) {
            call.cancel();
          }
        });
    looking.set(false);
    if (!awaited.isEmpty()) {
      long pause = SHARE * (System.nanoTime() - start);
      look(Math.min(Math.max(pause, LOOK_EVERY_NANOS), AT_LEAST_EVERY_NANOS));
    }
  }
}
