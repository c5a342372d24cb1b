package io.github.powerdrilljava.internal.download;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** A sequence of parts that one connection fetches. Its {@link Segments} guard its fields. */
final class Segment {

  private final Segments segments;
  final boolean isRace;

  /** The part to be fetched now. */
  int next;

  /** The part after the last one. */
  int end;

  /** Whether another connection fetches the same part. */
  boolean raced;

  /** How many bytes of the part have arrived. */
  long received;

  private @Nullable Call call;

  Segment(Segments segments, int next, int end, boolean isRace) {
    this.segments = segments;
    this.next = next;
    this.end = end;
    this.isRace = isRace;
    this.raced = isRace;
  }

  /** How many parts are left. */
  int left() {
    return end - next;
  }

  boolean isEmpty() {
    return next >= end;
  }

  /** The part to be fetched now, -1 if all are there or left to others. */
  int part() {
    synchronized (segments) {
      return isEmpty() ? -1 : next;
    }
  }

  /** Where in the object the segment ends, as far as is known now. */
  long endOffset() {
    synchronized (segments) {
      return segments.offset(end);
    }
  }

  /** Records by which call it is fetched, so that one who loses a race can be stopped. */
  void fetchedBy(Call fetching) {
    synchronized (segments) {
      call = fetching;
    }
  }

  /**
   * Records how much of its part has arrived, which no longer counts once another connection has
   * brought it.
   */
  void received(long bytes) {
    synchronized (segments) {
      received = isEmpty() ? 0 : bytes;
    }
  }

  /** Records that a part is whole, and goes to the next; false if another was faster. */
  boolean finish(int part) {
    return segments.finish(this, part);
  }

  /** Another connection has brought this part. */
  void lose(int part) {
    if (next == part && !isEmpty()) {
      next = end;
      received = 0;
      if (call != null) {
        call.cancel();
      }
    }
  }
}
