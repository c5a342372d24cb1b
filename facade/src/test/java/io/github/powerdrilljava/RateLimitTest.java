package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty threads that share a client, against a sandbox that enforces the limit: the team's, but for
 * that a second is twelve and a half.
 */
class RateLimitTest {

  private static final int PER_SECOND = 250;
  private static final int THREADS = 50;
  private static final int CALLS_OF_A_THREAD = 10;
  private static final int CALLS = THREADS * CALLS_OF_A_THREAD;

  /** The number of the thread of each call that gave a URL, in the order in which they did. */
  private static final Queue<Integer> SERVED = new ConcurrentLinkedQueue<>();

  private static final Queue<Throwable> FAILURES = new ConcurrentLinkedQueue<>();
  private static long arrivals;
  private static Duration elapsed;

  @BeforeAll
  @Timeout(120)
  static void presignFromManyThreads(@TempDir Path files) throws Exception {
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      sandbox.put("dset-1", "ds-1", Files.writeString(files.resolve("sales.csv"), "a,b\n"));
      presignFromManyThreads(sandbox, 0); // warms up: from then on, the limit is what holds them up
      SERVED.clear();
      sandbox.limitRate(PER_SECOND);
      long earlierArrivals = sandbox.requestCount();
      long start = System.nanoTime();
      presignFromManyThreads(sandbox, PER_SECOND);
      elapsed = Duration.ofNanos(System.nanoTime() - start);
      arrivals = sandbox.requestCount() - earlierArrivals;
    }
  }

  private static void presignFromManyThreads(PowerdrillSandbox sandbox, int maxRequestsPerSecond)
      throws InterruptedException {
    try (PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .retries(Retries.NONE) // so that every refusal is seen
            .maxRequestsPerSecond(maxRequestsPerSecond)
            .build()) {
      CountDownLatch all = new CountDownLatch(THREADS);
      List<Thread> threads =
          IntStream.range(0, THREADS)
              .mapToObj(number -> new Thread(() -> presign(client, number, all)))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void presign(PowerdrillClient client, int number, CountDownLatch all) {
    try {
      all.countDown();
      all.await();
      for (int i = 0; i < CALLS_OF_A_THREAD; i++) {
        client.dataSources().presign("dset-1", "ds-1");
        SERVED.add(number);
      }
    } catch (InterruptedException | RuntimeException e) {
      FAILURES.add(e);
    }
  }

  @Test
  void noneIsRefused() {
    assertThat(FAILURES).isEmpty();
    assertThat(SERVED).hasSize(CALLS);
    assertThat(arrivals).isEqualTo(CALLS);
  }

  @Test
  void togetherTheyAreNoFasterThanTheLimit() {
    // A lower bound is no matter of the machine's speed.
    assertThat(elapsed).isGreaterThan(Duration.ofSeconds(CALLS - 1).dividedBy(PER_SECOND));
  }

  @Test
  void theyTakeTurns() {
    int[] calls = new int[THREADS];
    for (int number : SERVED) {
      calls[number]++;
      if (calls[number] == CALLS_OF_A_THREAD) {
        break;
      }
    }
    // In strict turns it is one call less. The rest is for threads that a busy machine holds up.
    assertThat(IntStream.of(calls).min().orElseThrow())
        .as("fewest calls of a thread when the first had made all of its own")
        .isGreaterThanOrEqualTo(CALLS_OF_A_THREAD / 5);
  }
}
