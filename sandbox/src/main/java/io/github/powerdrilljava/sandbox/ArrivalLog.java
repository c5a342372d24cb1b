package io.github.powerdrilljava.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts requests, and keeps those that came last. */
final class ArrivalLog {
  /** How many are kept. */
  static final int CAPACITY = 10_000;

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private long count;

  synchronized void add(ReceivedRequest request) {
    if (requests.size() == CAPACITY) {
      requests.removeFirst();
    }
    requests.addLast(request);
    count++;
  }

  synchronized long count() {
    return count;
  }

  synchronized List<ReceivedRequest> list() {
    return List.copyOf(requests);
  }
}
