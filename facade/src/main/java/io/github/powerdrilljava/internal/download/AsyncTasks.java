package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.Transport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs what async methods begin, on threads of its own. */
final class AsyncTasks implements AutoCloseable {

  /** Completes the result that it was given with. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  private final Transport transport;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          Transport.MOST_AT_A_TIME,
          Transport.MOST_AT_A_TIME,
          Transport.IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Transport::daemon);

  /** Makes no thread yet. */
  AsyncTasks(Transport transport) {
    this.transport = transport;
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs a task, whose failure becomes that of the result. Ending the result some other way ends
   * the task.
   *
   * @param cancelled the failure of a task that was ended
   */
  <T> void run(
      CompletableFuture<T> result,
      Cancellation cancellation,
      Task task,
      Supplier<DownloadException> cancelled) {
    CompletableFuture<?> unused =
        result.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                cancellation.end();
              }
            });
    try {
      threads.execute(() -> runHere(result, cancellation, task, cancelled));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(Transport.closedFailure());
    }
  }

  private <T> void runHere(
      CompletableFuture<T> result,
      Cancellation cancellation,
      Task task,
      Supplier<DownloadException> cancelled) {
    try {
      if (cancellation.isEnded()) { // by close, or because nobody waits for it any more
        throw cancelled.get();
      }
      task.run();
    } catch (IOException | RuntimeException | Error e) {
      result.completeExceptionally(
          transport.isClosed() && e instanceof IllegalStateException ? cancelled.get() : e);
    }
  }

  /** Takes no more tasks; those that were taken still run. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
