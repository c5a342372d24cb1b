package io.github.powerdrilljava.internal;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of an object are there, and which run of them each connection fetches: guided
 * self-scheduling. A connection that has nothing to do takes its share of what nobody fetches yet,
 * so that runs are long at first, with few requests, and short in the end, when all should end
 * together. Where one is slow nonetheless, an idle one takes half of what it has left, and then
 * races it for its last part.
 */
final class Parts {

  /** How long a connection is idle before it races another one. */
  static final Duration RACE_AFTER = Duration.ofSeconds(2);

  /** It helps out sooner than that: a race fetches twice, this ends the other one's request. */
  private static final int HELPS_BEFORE_IT_RACES = 20;

  private final long size;
  private final int partSize;
  private final BitSet done;

  /** How many bytes there are of parts that are begun, and that nobody fetches now. */
  private final Map<Integer, Integer> begun;

  private final long helpAfterNanos;
  private final long raceAfterNanos;
  private final List<Run> running = new ArrayList<>();
  private final List<Run> waiting = new ArrayList<>();
  private int connections;
  private long doneBytes;
  private boolean ended;

  /**
   * Lays out what is missing as runs that wait for a connection.
   *
   * @param done the parts that are there
   * @param begun how many bytes are there of others
   */
  Parts(long size, int partSize, BitSet done, Map<Integer, Integer> begun, Duration raceAfter) {
    this.size = size;
    this.partSize = partSize;
    this.done = (BitSet) done.clone();
    this.begun = new HashMap<>(begun);
    this.helpAfterNanos = raceAfter.toNanos() / HELPS_BEFORE_IT_RACES;
    this.raceAfterNanos = raceAfter.toNanos();
    this.doneBytes = done.stream().mapToLong(this::length).sum();
    int count = count(size, partSize);
    int from = done.nextClearBit(0);
    while (from < count) {
      int next = done.nextSetBit(from);
      int to = next < 0 ? count : next;
      addWaiting(from, to);
      from = done.nextClearBit(to);
    }
  }

  /** What is there of a part can be left out of a request only where one begins. */
  private void addWaiting(int from, int to) {
    int first = from;
    for (int part : new TreeSet<>(begun.keySet()).subSet(from + 1, Math.max(from + 1, to))) {
      waiting.add(new Run(first, part, false));
      first = part;
    }
    waiting.add(new Run(first, to, false));
  }

  static int count(long size, int partSize) {
    return Math.toIntExact((size + partSize - 1) / partSize);
  }

  /** Where a part begins, and the one before it ends. */
  long offset(int part) {
    return Math.min((long) part * partSize, size);
  }

  private long length(int part) {
    return offset(part + 1) - offset(part);
  }

  /** Says that one more will share the work. */
  synchronized void addConnection() {
    connections++;
  }

  /** The first parts, for a connection whose response brings no more than so many bytes. */
  synchronized Run takeFirst(long bytes) {
    return takeWaiting(bytes == size ? count(size, partSize) : (int) Math.max(1, bytes / partSize));
  }

  private Run takeWaiting(int most) {
    Run first = waiting.get(0);
    Run run = first;
    if (first.left() > most) {
      run = new Run(first.next, first.next + most, false);
      first.next += most;
    } else {
      waiting.remove(0);
    }
    running.add(run);
    return run;
  }

  private int share() {
    return Math.max(1, waiting.stream().mapToInt(Run::left).sum() / connections);
  }

  /**
   * A run to work on, which may have to be waited for; null if there is nothing left to do or
   * {@link #end} was called.
   */
  synchronized @Nullable Run take() throws InterruptedIOException {
    long idleSince = System.nanoTime();
    while (!ended && !isComplete()) {
      if (!waiting.isEmpty()) {
        return takeWaiting(share());
      }
      long idle = System.nanoTime() - idleSince;
      Run run = idle < helpAfterNanos ? null : half();
      if (run == null && idle >= raceAfterNanos) {
        run = race();
      }
      if (run != null) {
        running.add(run);
        return run;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(
            this, idle < helpAfterNanos ? helpAfterNanos : raceAfterNanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    return null;
  }

  /** The latter half of the longest run, as far as that is not begun yet. */
  private @Nullable Run half() {
    Run longest = running.stream().max(Comparator.comparingInt(Run::left)).orElse(null);
    if (longest == null || longest.left() < 2) {
      return null;
    }
    int middle = longest.next + (longest.left() + 1) / 2;
    Run half = new Run(middle, longest.end, false);
    longest.end = middle;
    return half;
  }

  private @Nullable Run race() {
    for (Run slow : running) {
      if (!slow.raced && slow.next < slow.end) {
        slow.raced = true;
        return new Run(slow.next, slow.next + 1, true);
      }
    }
    return null;
  }

  /** Leaves the rest of a run to others. */
  synchronized void giveBack(Run run) {
    running.remove(run);
    if (run.next < run.end && !done.get(run.next)) {
      if (run.received > 0 && !run.isRace) {
        begun.merge(run.next, (int) run.received, Math::max);
      }
      waiting.add(run);
    }
    run.received = 0;
    notifyAll();
  }

  /** How many bytes of this part are there already, for a connection that begins with it. */
  synchronized int takeBegun(int part) {
    Integer bytes = begun.remove(part);
    return bytes == null ? 0 : bytes;
  }

  /** Lets nobody wait for work any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean isComplete() {
    return done.cardinality() == count(size, partSize);
  }

  /** How many bytes have arrived; those that two connections race for count once. */
  synchronized long received() {
    return doneBytes
        + begun.values().stream().mapToLong(Integer::longValue).sum()
        + running.stream().filter(run -> !run.isRace).mapToLong(run -> run.received).sum();
  }

  /** A sequence of parts that one connection fetches. */
  final class Run {
    private final boolean isRace;
    private int next;
    private int end;
    private boolean raced;
    private long received;
    private @Nullable Call call;

    private Run(int next, int end, boolean isRace) {
      this.next = next;
      this.end = end;
      this.isRace = isRace;
      this.raced = isRace;
    }

    private int left() {
      return end - next;
    }

    /** The part to be fetched now, -1 if all are there or left to others. */
    int part() {
      synchronized (Parts.this) {
        return next < end ? next : -1;
      }
    }

    /** Where the run ends, as far as is known now. */
    long end() {
      synchronized (Parts.this) {
        return offset(end);
      }
    }

    /** Says by which call the run is being fetched, so that one who loses a race can be stopped. */
    void fetchedBy(Call call) {
      synchronized (Parts.this) {
        this.call = call;
      }
    }

    /**
     * Says how much of its part has arrived, which counts no more once another one has brought it.
     */
    void received(long bytes) {
      synchronized (Parts.this) {
        received = next < end ? bytes : 0;
      }
    }

    /** Says that a part is whole, and goes to the next; false if someone else was faster. */
    boolean finish(int part) {
      synchronized (Parts.this) {
        if (part != next || next >= end) {
          return false;
        }
        done.set(part);
        begun.remove(part);
        doneBytes += length(part);
        received = 0;
        next++;
        running.forEach(other -> other.lose(part));
        waiting.forEach(other -> other.lose(part));
        waiting.removeIf(other -> other.next >= other.end);
        if (next == end) {
          running.remove(this);
        }
        Parts.this.notifyAll();
        return true;
      }
    }

    private void lose(int part) {
      if (next == part && next < end) {
        next = end;
        received = 0;
        if (call != null) {
          call.cancel();
        }
      }
    }
  }
}
