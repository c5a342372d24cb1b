package io.github.powerdrilljava.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the requests that came last. */
final class ArrivalLog {
  /** How many are kept. */
  static final int CAPACITY = 10_000;

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

  synchronized void add(ReceivedRequest request) {
    if (requests.size() == CAPACITY) {
      requests.removeFirst();
    }
    requests.addLast(request);
  }

  synchronized List<ReceivedRequest> list() {
    return List.copyOf(requests);
  }
}
