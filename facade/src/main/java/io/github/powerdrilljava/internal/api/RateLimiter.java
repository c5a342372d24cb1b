package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.internal.http.Time;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets requests leave one after the other, evenly spaced, in the order in which they came. Waiting
 * takes no thread, and who gives up leaves no gap.
 */
final class RateLimiter {

  /**
   * How much slower than the limit requests leave, so that they do not arrive faster than it where
   * the network brings some of them sooner than others.
   */
  private static final double SLOWER = 1.02;

  /** How many turns that came late, on a busy machine, may be made up for. */
  private static final int MAX_MADE_UP = 4;

  private final long interval;
  private final Time time;
  private final Set<Runnable> waiting = new LinkedHashSet<>();
  private boolean scheduled;
  private long next;

  /**
   * Begins with a turn that is free.
   *
   * @param perSecond 0 for no limit
   */
  RateLimiter(int perSecond, Time time) {
    this.interval = perSecond == 0 ? 0 : (long) (SLOWER * 1_000_000_000 / perSecond);
    this.time = time;
    this.next = time.nanoTime().getAsLong();
  }

  /**
   * Makes a request when it is its turn: at once, on this thread, if it is now.
   *
   * @param request does not block
   * @return gives the turn up, if it has not come
   */
  Runnable take(Runnable request) {
    if (interval == 0 || isFree()) {
      request.run();
      return () -> {};
    }
    synchronized (this) {
      waiting.add(request);
      schedule();
    }
    return () -> giveUp(request);
  }

  private synchronized boolean isFree() {
    long now = time.nanoTime().getAsLong();
    boolean isFree = waiting.isEmpty() && now - next >= 0;
    if (isFree) {
      take(now);
    }
    return isFree;
  }

  private void take(long now) {
    next = (now - next < MAX_MADE_UP * interval ? next : now) + interval;
  }

  private synchronized void giveUp(Runnable request) {
    waiting.remove(request);
  }

  private void schedule() {
    if (!scheduled && !waiting.isEmpty()) {
      scheduled = true;
      long wait = Math.max(0, next - time.nanoTime().getAsLong());
      Runnable unused = time.after(Duration.ofNanos(wait), this::leave);
    }
  }

  private void leave() {
    Runnable first;
    synchronized (this) {
      scheduled = false;
      if (waiting.isEmpty()) {
        return;
      }
      first = waiting.iterator().next();
      waiting.remove(first);
      take(time.nanoTime().getAsLong());
      schedule();
    }
    first.run();
  }
}
