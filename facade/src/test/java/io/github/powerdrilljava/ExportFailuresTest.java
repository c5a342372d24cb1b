package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.sandbox.Fault;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends an export, and what does not. */
@Timeout(60)
class ExportFailuresTest extends ExportingTest {

  @Test
  void anInterruptBeforeItIsSaidToBeOne() throws Exception {
    put("ds-1", "sales.csv", "a");
    Thread.currentThread().interrupt();
    Throwable failure = catchThrowable(this::export);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("the thread was interrupted");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
  }

  /** The list is asked by one job at a time, which may take as long as a call may take. */
  @Test
  void anInterruptEndsTheWaitForWhatAnotherJobLists() throws Exception {
    for (int i = 0; i < 3; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    CountDownLatch jobLists = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Thread> main = new AtomicReference<>();
    ExportRequest request =
        request()
            .withJobs(2)
            .withProgress(onBytes(() -> await(jobLists)))
            .withFilter(
                dataSource -> {
                  if (Thread.currentThread() != main.get()) {
                    jobLists.countDown();
                    await(over);
                  }
                  return true;
                });
    Thread exporting =
        new Thread(
            () -> {
              Throwable unused = catchThrowable(() -> client.dataSources().export(request));
            });
    main.set(exporting);
    exporting.start();
    jobLists.await();
    while (exporting.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    exporting.interrupt();
    exporting.join(3000);
    Thread.State state = exporting.getState();
    over.countDown();
    exporting.join();
    assertThat(state).isNotEqualTo(Thread.State.BLOCKED);
  }

  @Test
  void closingTheClientInAListenerEndsIt() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    assertThat(failure(request().withProgress(onceBytesArrive(client::close))))
        .hasMessageContaining("the client was closed");
  }

  @Test
  void anErrorOfAListenerReachesTheCaller() throws Exception {
    put("ds-1", "sales.csv", "a");
    StackOverflowError error = new StackOverflowError();
    assertThat(
            catchThrowable(
                () ->
                    client
                        .dataSources()
                        .export(
                            request()
                                .withProgress(
                                    (done, total) -> {
                                      throw error;
                                    }))))
        .isSameAs(error);
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
  }

  /** Where the listing of the rest fails, what was listed is not taken for all. */
  @Test
  void aPageThatFailsIsNoEnd() throws Exception {
    for (int i = 0; i < 150; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    sandbox.onListing(
        page -> {
          if (page == 1) {
            sandbox.faults().next(Fault.failure(500, 9999, "no"));
          }
        });
    assertThat(catchThrowable(this::export)).isInstanceOf(PowerdrillException.class);
    sandbox.faults().clear();
    sandbox.onListing(page -> {});
    ExportResult rest = export();
    assertThat(rest.downloaded() + rest.unchanged()).isEqualTo(150);
  }

  @Test
  void anExceptionOfTheClientThatAListenerThrowsReachesTheCaller() throws Exception {
    put("ds-1", "sales.csv", "a");
    Throwable thrown = catchThrowable(() -> client.dataSources().get("dset-1", "ds-9"));
    Throwable failure =
        catchThrowable(
            () ->
                client
                    .dataSources()
                    .export(
                        request()
                            .withProgress(
                                onBytes(
                                    () -> {
                                      throw (PowerdrillException) thrown;
                                    }))));
    assertThat(failure).isSameAs(thrown);
  }

  @Test
  void cancellingAtOnceAndTwiceLeavesTheDirectoryFree() throws Exception {
    put("ds-1", "sales.csv", "a");
    for (int i = 0; i < 20; i++) {
      var future = client.dataSources().exportAsync(request());
      future.cancel(true);
      future.cancel(false);
    }
    while (true) {
      try {
        ExportResult result = export();
        assertThat(result.downloaded() + result.unchanged()).isEqualTo(1);
        return;
      } catch (ExportException e) {
        assertThat(e).hasMessageContaining("under way");
      }
    }
  }

  @Test
  void manyJobsStayWithinTheTeamsLimit() throws Exception {
    for (int i = 0; i < 60; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    sandbox.limitRate(20);
    try (PowerdrillClient polite =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .build()) {
      assertThat(counts(polite.dataSources().export(request().withJobs(64))))
          .containsExactly(60L, 0L, 0L);
    }
  }

  /** A closed door is closed for all. */
  @Test
  void aKeyThatIsNoLongerValidEndsTheExport() throws Exception {
    for (int i = 0; i < 90; i++) {
      put("ds-" + i, "file " + i, "a");
    }
    Fault[] refusals = new Fault[90];
    Arrays.fill(refusals, Fault.failure(403, 1002, "expired.authentication"));
    sandbox.onListing(page -> sandbox.faults().next(refusals));
    assertThat(failure(request().withJobs(1)).result().failures()).hasSizeLessThan(10);
  }
}
