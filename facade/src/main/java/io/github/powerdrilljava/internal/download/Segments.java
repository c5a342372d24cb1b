package io.github.powerdrilljava.internal.download;

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
import org.jspecify.annotations.Nullable;

/**
 * Which parts of an object are there, and which segment each connection fetches: guided
 * self-scheduling. A connection that has nothing to do takes its share of what nobody fetches yet,
 * so that segments are long at first, with few requests, and short in the end, when all should end
 * together. Where one is slow nonetheless, an idle one takes half of what it has left, and then
 * races it for its last part.
 */
final class Segments {

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
  private final List<Segment> running = new ArrayList<>();
  private final List<Segment> waiting = new ArrayList<>();
  private int connections;
  private long doneBytes;
  private boolean ended;

  /**
   * Divides what is missing into segments, which wait for a connection.
   *
   * @param done the parts that are there
   * @param begun how many bytes are there of others
   */
  Segments(long size, int partSize, BitSet done, Map<Integer, Integer> begun, Duration raceAfter) {
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
      waiting.add(new Segment(this, first, part, false));
      first = part;
    }
    waiting.add(new Segment(this, first, to, false));
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

  /** Records that one more will share the work. */
  synchronized void addConnection() {
    connections++;
  }

  /** The first parts, for a connection whose response brings no more than so many bytes. */
  synchronized Segment takeFirst(long bytes) {
    return takeWaiting(bytes == size ? count(size, partSize) : (int) Math.max(1, bytes / partSize));
  }

  private Segment takeWaiting(int most) {
    Segment first = waiting.get(0);
    Segment segment = first;
    if (first.left() > most) {
      segment = new Segment(this, first.next, first.next + most, false);
      first.next += most;
    } else {
      waiting.remove(0);
    }
    running.add(segment);
    return segment;
  }

  private int share() {
    return Math.max(1, waiting.stream().mapToInt(Segment::left).sum() / connections);
  }

  /**
   * A segment to work on, which may have to be waited for; null if there is nothing left to do or
   * {@link #end} was called.
   */
  synchronized @Nullable Segment take() throws InterruptedIOException {
    long idleSince = System.nanoTime();
    while (!ended && !isComplete()) {
      if (!waiting.isEmpty()) {
        return takeWaiting(share());
      }
      long idle = System.nanoTime() - idleSince;
      Segment segment = idle < helpAfterNanos ? null : half();
      if (segment == null && idle >= raceAfterNanos) {
        segment = race();
      }
      if (segment != null) {
        running.add(segment);
        return segment;
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

  /** The latter half of the longest segment, as far as that is not begun yet. */
  private @Nullable Segment half() {
    Segment longest = running.stream().max(Comparator.comparingInt(Segment::left)).orElse(null);
    if (longest == null || longest.left() < 2) {
      return null;
    }
    int middle = longest.next + (longest.left() + 1) / 2;
    Segment half = new Segment(this, middle, longest.end, false);
    longest.end = middle;
    return half;
  }

  private @Nullable Segment race() {
    for (Segment slow : running) {
      if (!slow.raced && !slow.isEmpty()) {
        slow.raced = true;
        return new Segment(this, slow.next, slow.next + 1, true);
      }
    }
    return null;
  }

  /** Leaves the rest of a segment to others. */
  synchronized void giveBack(Segment segment) {
    running.remove(segment);
    if (!segment.isEmpty() && !done.get(segment.next)) {
      if (segment.received > 0 && !segment.isRace) {
        begun.merge(segment.next, (int) segment.received, Math::max);
      }
      waiting.add(segment);
    }
    segment.received = 0;
    notifyAll();
  }

  /** How many bytes of a part are there already, for a connection that begins with it. */
  synchronized int takeBegun(Segment segment, int part) {
    Integer bytes = segment.isRace ? null : begun.remove(part); // they are the other connection's
    if (bytes == null) {
      return 0;
    }
    segment.received(bytes); // in the same moment, so that they are counted all the time
    return bytes;
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
        + running.stream()
            .filter(segment -> !segment.isRace)
            .mapToLong(segment -> segment.received)
            .sum();
  }

  /** Records that a part is whole; false if another connection was faster. */
  synchronized boolean finish(Segment segment, int part) {
    if (part != segment.next || segment.isEmpty()) {
      return false;
    }
    done.set(part);
    begun.remove(part);
    doneBytes += length(part);
    segment.received = 0;
    segment.next++;
    running.forEach(other -> other.lose(part));
    waiting.forEach(other -> other.lose(part));
    waiting.removeIf(Segment::isEmpty);
    if (segment.isEmpty()) {
      running.remove(segment);
    }
    notifyAll();
    return true;
  }
}
