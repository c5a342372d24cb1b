package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Presigns from sixteen threads: half of them block for each, half of them make eight at a time and
 * wait for all eight. Each is for another data source than the one before.
 */
final class SoakCalls {

  private static final int THREADS = 16;
  private static final int ASYNC_AT_A_TIME = 8;

  private final PowerdrillClient client;
  private final Outcomes outcomes;
  private final AtomicInteger made = new AtomicInteger();

  SoakCalls(PowerdrillClient client, Outcomes outcomes) {
    this.client = client;
    this.outcomes = outcomes;
  }

  /** Makes so many calls, and returns when all have ended. */
  void make(int count) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(count);
    List<Thread> threads =
        IntStream.range(0, THREADS)
            .mapToObj(i -> new Thread(i % 2 == 0 ? () -> block(left) : () -> makeAsync(left)))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void block(AtomicInteger left) {
    while (take(1, left) == 1) {
      Ids ids = nextIds();
      long start = System.nanoTime();
      try {
        PresignedUrl url = client.dataSources().presign(ids.dataset(), ids.dataSource());
        outcomes.success(url.url(), ids.path());
      } catch (RuntimeException e) {
        outcomes.failure(e, since(start));
      }
    }
  }

  private void makeAsync(AtomicInteger left) {
    for (int count = take(ASYNC_AT_A_TIME, left); count > 0; count = take(ASYNC_AT_A_TIME, left)) {
      CompletableFuture.allOf(
              Stream.generate(this::makeAsync).limit(count).toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }

  private CompletableFuture<?> makeAsync() {
    Ids ids = nextIds();
    long start = System.nanoTime();
    return client
        .dataSources()
        .presignAsync(ids.dataset(), ids.dataSource())
        .handle(
            (url, failure) -> {
              if (failure == null) {
                outcomes.success(url.url(), ids.path());
              } else {
                outcomes.failure(failure, since(start));
              }
              return null;
            });
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Takes as many calls of those that are left, or as are left. */
  private static int take(int count, AtomicInteger left) {
    return Math.min(count, left.getAndUpdate(calls -> Math.max(0, calls - count)));
  }

  private record Ids(String dataset, String dataSource) {
    String path() {
      return "/" + dataset + "/" + dataSource + "/" + SoakSandbox.FILE_NAME;
    }
  }

  private Ids nextIds() {
    int number = made.getAndIncrement();
    return new Ids(
        "dset-" + number % SoakSandbox.DATASETS,
        "ds-" + number / SoakSandbox.DATASETS % SoakSandbox.DATA_SOURCES);
  }
}
