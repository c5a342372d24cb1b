package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An export that is cancelled, interrupted or closed ends what is under way, and the next one
 * brings the rest.
 */
class ExportEndTest extends AtManyDataSources {

  /** Counts down once so many data sources are there. */
  private static ProgressListener after(int count, CountDownLatch latch) {
    return (done, total) -> {
      if (done == count) {
        latch.countDown();
      }
    };
  }

  @Test
  @Timeout(60)
  void cancellingEndsItAndWhatIsUnderWay() throws Exception {
    CountDownLatch some = new CountDownLatch(1);
    sandbox.storeFaults().next(served(10));
    sandbox.storeFaults().next(stalls(30));
    CompletableFuture<ExportResult> export =
        client.dataSources().exportAsync(request().withProgress(after(10, some)).withJobs(1));
    some.await();
    export.cancel(true);
    awaitFreeDirectory();
    sandbox.storeFaults().clear();
    theNextExportBringsTheRest(10);
  }

  /** So many requests meet no fault that matters. */
  private static Fault[] served(int count) {
    Fault[] faults = new Fault[count];
    Arrays.fill(faults, Fault.extraHeader("x-nothing", "happens"));
    return faults;
  }

  /** With exports that ask the store for nothing, or the time limit fails the test. */
  private void awaitFreeDirectory() {
    while (true) {
      try {
        ExportResult unused = client.dataSources().export(request().withFilter(each -> false));
        return;
      } catch (ExportException e) {
        assertThat(e).hasMessageContaining("another export to its directory is under way");
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void anInterruptEndsItAndWhatIsUnderWay() throws Exception {
    CountDownLatch some = new CountDownLatch(1);
    AtomicReference<ExportException> failure = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              failure.set(
                  catchThrowableOfType(
                      ExportException.class,
                      () ->
                          client
                              .dataSources()
                              .export(request().withProgress(after(10, some)).withJobs(4))));
              flag.set(Thread.currentThread().isInterrupted());
            });
    sandbox.storeFaults().next(served(10));
    sandbox.storeFaults().next(stalls(30));
    thread.start();
    some.await();
    thread.interrupt();
    thread.join();
    ExportException ended = Objects.requireNonNull(failure.get());
    assertThat(ended).hasMessageContaining("the thread was interrupted");
    assertThat(ended.result().downloaded()).isGreaterThanOrEqualTo(10);
    assertThat(ended.result().failures()).isEmpty();
    assertThat(flag.get()).isTrue();
    sandbox.storeFaults().clear();
    theNextExportBringsTheRest(10);
  }

  private static Fault[] stalls(int count) {
    Fault[] faults = new Fault[count];
    Arrays.fill(faults, Fault.stallAfter(1000));
    return faults;
  }

  /** The directory is not left to others while a job may still write to it. */
  @Test
  void anInterruptedExportHasItsDirectoryUntilItsLastJobEnds() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    AtomicReference<Thread> exporting = new AtomicReference<>();
    AtomicReference<Throwable> second = new AtomicReference<>();
    ProgressListener holdingOneJob =
        new ProgressListener() {
          @Override
          public void onProgress(long done, long total) {}

          @Override
          public ProgressListener ofDataSource(DataSource dataSource) {
            return (received, total) -> {
              if (Thread.currentThread() != exporting.get() && held.getCount() > 0) {
                held.countDown();
                joinForAWhile(Objects.requireNonNull(exporting.get()));
                second.set(catchThrowable(() -> client.dataSources().export(request())));
              }
            };
          }
        };
    Thread thread =
        new Thread(
            () -> {
              Throwable unused =
                  catchThrowable(
                      () ->
                          client
                              .dataSources()
                              .export(request().withProgress(holdingOneJob).withJobs(2)));
            });
    exporting.set(thread);
    thread.start();
    held.await();
    thread.interrupt();
    thread.join();
    assertThat(second.get()).hasMessageContaining("another export to its directory is under way");
  }

  /** Until it has ended, which it must not yet. */
  private static void joinForAWhile(Thread thread) {
    try {
      thread.join(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingTheClientEndsItAndWhatIsUnderWay() throws Exception {
    CountDownLatch some = new CountDownLatch(1);
    sandbox.storeFaults().next(served(10));
    sandbox.storeFaults().next(stalls(30));
    CompletableFuture<ExportResult> export =
        client.dataSources().exportAsync(request().withProgress(after(10, some)).withJobs(4));
    some.await();
    client.close();
    assertThat(catchThrowableOfType(CompletionException.class, export::join))
        .cause()
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("the client was closed");
    sandbox.storeFaults().clear();
    theNextExportBringsTheRest(10);
  }
}
