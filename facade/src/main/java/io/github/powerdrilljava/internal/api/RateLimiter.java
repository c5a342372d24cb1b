package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.internal.http.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

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

  /** With the time since which each waits. */
  private final Map<Consumer<Duration>, Long> waiting = new LinkedHashMap<>();

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
   * @param request does not block; is told how long it had to wait, zero if not at all
   * @return gives the turn up, if it has not come
   */
  Runnable take(Consumer<Duration> request) {
    if (interval == 0 || isFree()) {
      request.accept(Duration.ZERO);
      return () -> {};
    }
    synchronized (this) {
      waiting.put(request, time.nanoTime().getAsLong());
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

  private synchronized void giveUp(Consumer<Duration> request) {
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
    Consumer<Duration> first;
    Duration waited;
    synchronized (this) {
      scheduled = false;
      if (waiting.isEmpty()) {
        return;
      }
      long now = time.nanoTime().getAsLong();
      first = waiting.keySet().iterator().next();
      waited = Duration.ofNanos(now - Objects.requireNonNull(waiting.remove(first)));
      take(now);
      schedule();
    }
    first.accept(waited);
  }
}
