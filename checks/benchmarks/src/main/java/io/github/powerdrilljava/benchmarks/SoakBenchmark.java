package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * A hundred thousand presigns, of which one in twenty meets a fault: every one has an outcome that
 * can be, and in the end the client holds no more of the machine than in the beginning.
 */
final class SoakBenchmark implements Benchmarks.Benchmark {

  private static final int ROUNDS = 10;
  private static final int CALLS_OF_A_ROUND = 10_000;

  /** Without waits to speak of, and without hope for an answer that stalls. */
  private static final Retries RETRIES =
      new Retries(4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1));

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

  private static final long MORE_HEAP = 1 << 20;
  private static final int MORE_THREADS = 2;
  private static final int MORE_DESCRIPTORS = 2;

  @Override
  public void run(Report report) throws Exception {
    SentRequests sent = new SentRequests();
    Outcomes outcomes = new Outcomes(RETRIES, CALL_TIMEOUT);
    ConnectionPool pool = new ConnectionPool();
    try (SoakSandbox sandbox = SoakSandbox.start()) {
      PowerdrillClient client = client(sandbox, pool, sent);
      List<Footprint> footprints = soak(report, new SoakCalls(client, outcomes), pool);
      client.close();
      report.figures();
      reportOutcomes(report, outcomes);
      reportRequests(report, sent, sandbox);
      reportGrowth(report, footprints.get(1), footprints.get(ROUNDS - 1));
      reportRemains(report, pool);
      report.figure("sandbox's exit status, 0 if all kept the contract", sandbox.end(), 0);
      report.complaints(outcomes.complaints());
    }
  }

  private static PowerdrillClient client(
      SoakSandbox sandbox, ConnectionPool pool, SentRequests sent) {
    return PowerdrillClient.builder()
        .httpClient(
            new OkHttpClient.Builder().connectionPool(pool).eventListenerFactory(sent).build())
        .baseUrl(sandbox.baseUrl)
        .apiKey(sandbox.apiKey)
        .userId(sandbox.userId)
        .callTimeout(CALL_TIMEOUT)
        .retries(RETRIES)
        .maxRequestsPerSecond(0)
        .build();
  }

  /** All rounds, with what the process holds after each. */
  private static List<Footprint> soak(Report report, SoakCalls calls, ConnectionPool pool)
      throws IOException, InterruptedException {
    List<Footprint> footprints = new ArrayList<>();
    report.table(
        "calls", "calls/s", "heap, KiB", "threads", "descriptors", "sockets", "connections");
    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      calls.make(CALLS_OF_A_ROUND);
      double seconds = (System.nanoTime() - start) / 1e9;
      ClientThreads.awaitEnd();
      Footprint footprint = Footprint.of(pool);
      footprints.add(footprint);
      report.row(
          round * CALLS_OF_A_ROUND,
          Math.round(CALLS_OF_A_ROUND / seconds),
          footprint.heap() >> 10,
          footprint.threads(),
          footprint.descriptors(),
          footprint.sockets(),
          footprint.connections());
    }
    return footprints;
  }

  private static void reportOutcomes(Report report, Outcomes outcomes) {
    for (Map.Entry<String, LongAdder> outcome : outcomes.counts().entrySet()) {
      report.figure(outcome.getKey(), outcome.getValue());
    }
    report.figure("all outcomes", outcomes.total(), (long) ROUNDS * CALLS_OF_A_ROUND);
    report.figure("impossible outcomes, such as the URL of other ids", outcomes.wrong(), 0);
  }

  private static void reportRequests(Report report, SentRequests sent, SoakSandbox sandbox)
      throws IOException {
    report.figure("faults", sandbox.faultCount());
    report.figure("attempts", sent.attempts());
    report.figure("requests at the sandbox", sandbox.requestCount(), sent.attempts());
  }

  private static void reportGrowth(Report report, Footprint warm, Footprint last) {
    reportGrowth(report, "heap, KiB", warm.heap() >> 10, last.heap() >> 10, MORE_HEAP >> 10);
    reportGrowth(report, "threads", warm.threads(), last.threads(), MORE_THREADS);
    reportGrowth(report, "descriptors", warm.descriptors(), last.descriptors(), MORE_DESCRIPTORS);
  }

  private static void reportGrowth(Report report, String what, long warm, long last, long more) {
    report.figure(
        what + ", from the second round to the last",
        String.format(Locale.ROOT, "%+d", last - warm),
        "at most +" + more,
        last - warm <= more);
  }

  /** The pool was given to the client, so it is not the client's to close. */
  private static void reportRemains(Report report, ConnectionPool pool)
      throws IOException, InterruptedException {
    report.figure("threads of the closed client", ClientThreads.awaitEnd(), 0);
    int inUse = pool.connectionCount() - pool.idleConnectionCount();
    report.figure("connections that the closed client still uses", inUse, 0);
    pool.evictAll();
    report.figure("sockets once the pool is emptied", Footprint.of(pool).sockets(), 0);
  }
}
