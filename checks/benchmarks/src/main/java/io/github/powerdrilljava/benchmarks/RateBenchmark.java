package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Fifty threads share one client, with its default pace, against a sandbox that enforces the team's
 * limit. Whoever has had an answer makes the next call, until a thousand are made: threads that are
 * served alike make as many each.
 */
final class RateBenchmark implements Benchmarks.Benchmark {

  private static final int PER_SECOND = 20;
  private static final int CALLS = 1000;
  private static final int THREADS = 50;

  /** The last call can leave so long after the first. */
  private static final Duration IDEAL = Duration.ofSeconds(CALLS - 1).dividedBy(PER_SECOND);

  private static final double MOST_OVER = 0.03;

  @Override
  public void run(Report report) throws Exception {
    Path file = Files.writeString(Files.createTempFile("powerdrill", ".csv"), "a,b\n1,2\n");
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start();
        PowerdrillClient client =
            PowerdrillClient.builder()
                .baseUrl(sandbox.baseUrl().toString())
                .apiKey(sandbox.apiKey())
                .userId(sandbox.userId())
                .retries(Retries.NONE) // so that every refusal is seen
                .build()) {
      sandbox.put("dset-1", "ds-1", file);
      sandbox.limitRate(PER_SECOND);
      Calls calls = new Calls(client);
      long start = System.nanoTime();
      calls.make();
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      report(report, calls, elapsed, sandbox.requests());
    } finally {
      Files.delete(file);
    }
  }

  /** What the threads do, and how often. */
  private static final class Calls {
    private final PowerdrillClient client;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicIntegerArray ofThread = new AtomicIntegerArray(THREADS);

    Calls(PowerdrillClient client) {
      this.client = client;
    }

    void make() throws InterruptedException {
      List<Thread> threads =
          IntStream.range(0, THREADS).mapToObj(number -> new Thread(() -> make(number))).toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    private void make(int number) {
      while (begun.incrementAndGet() <= CALLS) {
        try {
          client.dataSources().presign("dset-1", "ds-1");
          ofThread.incrementAndGet(number);
        } catch (RateLimitException e) {
          refused.incrementAndGet();
        }
      }
    }

    IntStream ofEachThread() {
      return IntStream.range(0, THREADS).map(ofThread::get);
    }
  }

  private static void report(
      Report report, Calls calls, Duration elapsed, List<ReceivedRequest> requests) {
    double over = (double) elapsed.toNanos() / IDEAL.toNanos() - 1;
    report.figures();
    report.figure("presigns", calls.ofEachThread().sum(), CALLS);
    report.figure("refused (429)", calls.refused.get(), 0);
    report.figure("requests at the sandbox", requests.size(), CALLS);
    report.figure("ideal: 999 calls after the first, at 20 a second", seconds(IDEAL));
    report.figure("from the first call to the last response", seconds(elapsed));
    report.figure(
        "over the ideal",
        String.format(Locale.ROOT, "%.2f %%", 100 * over),
        "at most 3 %",
        over >= 0 && over <= MOST_OVER);
    report.figure("most arrivals in any one second", mostInASecond(requests));
    report.figure("fewest calls of a thread", calls.ofEachThread().min().orElseThrow());
    report.figure("most calls of a thread", calls.ofEachThread().max().orElseThrow());
  }

  /** How many arrivals the fullest second has that begins with one of them. */
  private static int mostInASecond(List<ReceivedRequest> requests) {
    List<Instant> arrivals = requests.stream().map(ReceivedRequest::arrivedAt).sorted().toList();
    int most = 0;
    int end = 0;
    for (int begin = 0; begin < arrivals.size(); begin++) {
      Instant limit = arrivals.get(begin).plusSeconds(1);
      while (end < arrivals.size() && arrivals.get(end).isBefore(limit)) {
        end++;
      }
      most = Math.max(most, end - begin);
    }
    return most;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
  }
}
