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

/** Cancels calls whose deadline has passed. It looks now and then, which costs a call nothing. */
final class DeadlineWatch {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final ScheduledExecutorService scheduler;
  private final Map<Call, Deadline> awaited = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  DeadlineWatch(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  /** Makes a call, and waits on this thread for what must be there in time. */
  <T> T within(Deadline deadline, Call call, Cancellation.Wait<T> making) throws IOException {
    awaited.put(call, deadline);
    look();
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

  private void look() {
    if (looking.compareAndSet(false, true)) {
      try {
        ScheduledFuture<?> unused =
            scheduler.schedule(this::cancelLate, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        looking.set(false); // closed, which cancels all calls
      }
    }
  }

  private void cancelLate() {
    awaited.forEach(
        (call, deadline) -> {
          if (deadline.nanosLeft() <= 0) {
            call.cancel();
          }
        });
    looking.set(false);
    if (!awaited.isEmpty()) {
      look();
    }
  }
}
