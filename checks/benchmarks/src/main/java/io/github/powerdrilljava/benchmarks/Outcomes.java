package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.ServerException;
import io.github.powerdrilljava.UnexpectedResponseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** How calls ended, and which of them must not have ended so. */
final class Outcomes {

  private static final int COMPLAINTS_KEPT = 20;

  private final Retries retries;
  private final Duration callTimeout;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder wrong = new LongAdder();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  /** None yet, of calls that are made so. */
  Outcomes(Retries retries, Duration callTimeout) {
    this.retries = retries;
    this.callTimeout = callTimeout;
  }

  /** A call gave a URL, whose path must be this one. */
  void success(String url, String path) {
    count("success");
    if (!url.contains(path + "?")) {
      complain("not the URL of " + path);
    }
  }

  /** A call failed, after so long. */
  void failure(Throwable failure, Duration elapsed) {
    count(failure.getClass().getSimpleName());
    if (!isFinal(failure) && !(mayPass(failure) && triedEnough(failure, elapsed))) {
      complain(failure + " After " + elapsed);
    }
  }

  private static boolean isFinal(Throwable failure) {
    return failure instanceof UnexpectedResponseException || failure instanceof NotFoundException;
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof ServerException
        || failure instanceof RateLimitException
        || failure instanceof PowerdrillConnectionException;
  }

  /** No attempt was left, or no time for another. */
  private boolean triedEnough(Throwable failure, Duration elapsed) {
    return ((PowerdrillException) failure).attempts() == retries.maxAttempts()
        || elapsed.compareTo(callTimeout.minus(retries.maxDelay())) >= 0;
  }

  private void count(String outcome) {
    counts.computeIfAbsent(outcome, name -> new LongAdder()).increment();
  }

  private void complain(String complaint) {
    wrong.increment();
    if (complaints.size() < COMPLAINTS_KEPT) {
      complaints.add(complaint);
    }
  }

  long total() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** How often each outcome came, by its name. */
  Map<String, LongAdder> counts() {
    return new TreeMap<>(counts);
  }

  /** How many outcomes must not have been. */
  long wrong() {
    return wrong.sum();
  }

  /** The first of them. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }
}
