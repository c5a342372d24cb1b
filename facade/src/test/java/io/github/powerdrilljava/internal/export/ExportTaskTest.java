package io.github.powerdrilljava.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observers;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who does the jobs of an export, and what becomes of it where they cannot be done. */
class ExportTaskTest {

  @TempDir Path directory;
  private final Transport transport =
      new Transport(
          new OkHttpClient(),
          true,
          HttpUrl.get("http://localhost/"),
          "",
          CleartextPolicy.TO_LOOPBACK_ONLY,
          Retries.NONE,
          Time.real(),
          Observers.NONE);
  private final DownloadService downloads =
      new DownloadService(
          transport, new Redactor(""), Retries.NONE, CleartextPolicy.TO_LOOPBACK_ONLY);

  /** The threads that took a data source off the list. */
  private final List<Thread> takers = new ArrayList<>();

  @AfterEach
  void stop() {
    downloads.close();
    transport.close();
  }

  /** Of ten data sources, of which it is to skip each. */
  private void export(int jobs, Executor threads) {
    ExportRequest request =
        ExportRequest.of("dset-1", directory)
            .withJobs(jobs)
            .withFilter(
                dataSource -> {
                  takers.add(Thread.currentThread());
                  return false;
                });
    List<DataSource> list =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    new DataSource(
                        "ds-" + i, "dset-1", "a.csv", "FILE", DataSourceStatus.SYNCHED, 1L))
            .toList();
    new ExportTask(
            request,
            "https://service.example",
            list.spliterator(),
            presign -> {
              throw new AssertionError(presign);
            },
            downloads,
            new Cancellation(),
            new ExportTally(request, downloads::isClosed))
        .run(threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void allJobsButOneHaveThreadsOfTheirOwn(int jobs) {
    List<Runnable> started = new ArrayList<>();
    export(
        jobs,
        job -> {
          started.add(job);
          job.run();
        });
    assertThat(started).hasSize(jobs - 1);
    assertThat(takers).hasSize(10);
  }

  @Test
  void aThreadOfItsOwnTakesFromTheList() {
    List<Thread> own = new ArrayList<>();
    export(
        2,
        job -> {
          Thread thread = new Thread(job);
          own.add(thread);
          thread.start();
          join(thread);
        });
    assertThat(takers).hasSize(10).containsOnly(own.get(0));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClientThatIsClosedMeanwhileEndsIt() {
    Throwable failure =
        catchThrowable(
            () ->
                export(
                    2,
                    job -> {
                      transport.close();
                      throw new RejectedExecutionException();
                    }));
    assertThat(failure)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("the client was closed")
        .hasNoCause();
    assertThat(takers).isEmpty();
  }

  @Test
  void anErrorForWantOfThreadsReachesTheCaller() {
    OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
    Throwable failure =
        catchThrowable(
            () ->
                export(
                    2,
                    job -> {
                      throw error;
                    }));
    assertThat(failure).isSameAs(error);
    assertThat(takers).isEmpty();
  }
}
