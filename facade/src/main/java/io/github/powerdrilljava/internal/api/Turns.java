package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.internal.http.Time;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests leave one after the other, evenly spaced, in the order in which they came, and so
 * many at a time at most. Waiting takes no thread, and who gives up leaves no gap.
 */
final class Turns {

  /**
   * How much slower than the limit requests leave, so that they do not arrive faster than it where
   * the network brings some of them sooner than others.
   */
  private static final double SLOWER = 1.02;

  /** How many turns that came late, on a busy machine, may be made up for. */
  private static final int MAX_MADE_UP = 4;

  private final long interval;
  private final int atATime;
  private final Time time;
  private final Set<Turn> waiting = new LinkedHashSet<>();

  private int underWay;
  private boolean scheduled;
  private long nextAt;

  /**
   * Begins with a turn that is free.
   *
   * @param perSecond 0 for no limit
   * @param atATime how many turns may have come that have not ended
   */
  Turns(int perSecond, int atATime, Time time) {
    this.interval = perSecond == 0 ? 0 : (long) (SLOWER * 1_000_000_000 / perSecond);
    this.atATime = atATime;
    this.time = time;
    this.nextAt = now();
  }

  /** Of one request: it is waited for, has come, or is over. */
  final class Turn {
    private final Consumer<Turn> request;
    private final long since;
    private Duration waited = Duration.ZERO;
    private boolean isUnderWay;

    private Turn(Consumer<Turn> request, long since) {
      this.request = request;
      this.since = since;
    }

    /** How long the request had to wait for it, zero if not at all. */
    Duration waited() {
      return waited;
    }

    private void come(long now) {
      waited = Duration.ofNanos(now - since);
      isUnderWay = true;
      underWay++;
    }

    /** Leaves it to the next one, if it has not come. */
    void giveUp() {
      synchronized (Turns.this) {
        waiting.remove(this);
      }
    }

    /** Makes room for another request, now that its own is over; again does nothing. */
    void end() {
      begin(leave());
    }

    private @Nullable Turn leave() {
      synchronized (Turns.this) {
        if (!isUnderWay) {
          return null;
        }
        isUnderWay = false;
        underWay--;
        return next(now());
      }
    }
  }

  /**
   * Makes a request when it is its turn: at once, on this thread, if it is now.
   *
   * @param request does not block; when it is over, its turn must be ended, unless it throws
   */
  Turn take(Consumer<Turn> request) {
    Turn turn;
    Turn first;
    synchronized (this) {
      long now = now(); // in here, or another thread's could be later already
      turn = new Turn(request, now);
      waiting.add(turn);
      first = next(now);
    }
    begin(first);
    return turn;
  }

  private long now() {
    return time.nanoTime().getAsLong();
  }

  private static void begin(@Nullable Turn first) {
    Turn turn = first;
    while (turn != null) {
      try {
        turn.request.accept(turn);
        return;
      } catch (RuntimeException | Error e) { // such as that there is no thread for it
        turn = turn.leave();
      }
    }
  }

  /** Whose turn it is now, null if there is none. */
  private @Nullable Turn next(long now) {
    if (waiting.isEmpty() || underWay == atATime) {
      return null;
    }
    if (now - nextAt < 0) {
      schedule(now);
      return null;
    }
    nextAt = (now - nextAt < MAX_MADE_UP * interval ? nextAt : now) + interval;
    Turn first = waiting.iterator().next();
    waiting.remove(first);
    first.come(now);
    schedule(now);
    return first;
  }

  private void schedule(long now) {
    if (!scheduled && !waiting.isEmpty() && underWay < atATime) {
      try {
        Runnable unused = time.after(Duration.ofNanos(Math.max(0, nextAt - now)), this::goOn);
        scheduled = true;
      } catch (RejectedExecutionException e) {
        // Closed, which ends all that wait.
      }
    }
  }

  private void goOn() {
    Turn first;
    synchronized (this) {
      scheduled = false;
      first = next(now());
    }
    begin(first);
  }
}
