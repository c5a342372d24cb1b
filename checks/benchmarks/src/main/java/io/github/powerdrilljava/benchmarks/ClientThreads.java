package io.github.powerdrilljava.benchmarks;

import java.util.List;

/** The threads of the clients in this process. */
final class ClientThreads {

  /** Much longer than a client keeps idle threads, which is 1 s. */
  private static final long PATIENCE_MILLIS = 30_000;

  private ClientThreads() {}

  /** Waits until idle ones have ended, and says how many have not. */
  static long awaitEnd() throws InterruptedException {
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("Powerdrill"))
            .toList();
    for (Thread thread : threads) {
      thread.join(PATIENCE_MILLIS);
    }
    return threads.stream().filter(Thread::isAlive).count();
  }
}
