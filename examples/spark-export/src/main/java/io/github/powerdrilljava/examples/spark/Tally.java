package io.github.powerdrilljava.examples.spark;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What an export has done so far, and what it says in the end. */
final class Tally {

  private static final int MAX_FAILURES_SHOWN = 20;

  private final Instant begin = Instant.now();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private long listed;
  private long counted;
  private long unchanged;
  private long fetched;
  private long bytes;
  private long renewals;

  void listed() {
    listed++;
  }

  /** By the service, which may count more than it lists. */
  void counted(long total) {
    counted = total;
  }

  void unchanged() {
    unchanged++;
  }

  void fetched(long size) {
    fetched++;
    bytes += size;
  }

  void renewed() {
    renewals++;
  }

  void failed(String id, String reason) {
    failures.put(id, reason);
  }

  double fetchedPerSecond() {
    return fetched / Math.max(1, secondsSoFar());
  }

  private double secondsSoFar() {
    return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
  }

  /**
   * What was done.
   *
   * @throws IllegalStateException if not everything is there, with the same and what is missing
   */
  String summary() {
    String done =
        String.format(
            Locale.ROOT,
            "Exported %d files (%d bytes) in %.1f s; %d unchanged; %d URLs renewed",
            fetched,
            bytes,
            secondsSoFar(),
            unchanged,
            renewals);
    if (failures.isEmpty() && counted <= listed) {
      return done;
    }
    StringBuilder problem = new StringBuilder(done);
    if (counted > listed) {
      problem.append("; the service counts ").append(counted - listed).append(" more");
    }
    problem.append("; ").append(failures.size()).append(" failed");
    failures.entrySet().stream()
        .limit(MAX_FAILURES_SHOWN)
        .forEach(e -> problem.append("\n  ").append(e.getKey()).append(": ").append(e.getValue()));
    throw new IllegalStateException(problem.toString());
  }
}
