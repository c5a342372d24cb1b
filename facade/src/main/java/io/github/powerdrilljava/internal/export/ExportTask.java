package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.export.ExportDirectory.Place;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One export: takes one data source after the other off the list, several at a time, and brings
 * each into the directory. A data source that fails does not keep the others from being exported;
 * anything else that fails ends the export.
 */
public final class ExportTask {

  private final ExportRequest request;
  private final String service;
  private final Spliterator<DataSource> list;
  private final Function<PresignRequest, RemoteObject> objects;
  private final DownloadService downloads;
  private final Cancellation cancellation;
  private final ExportTally tally;
  private final Object listLock = new Object();

  /**
   * Prepares it.
   *
   * @param service the base URL of the API
   * @param list of the data sources, not used by anyone else
   * @param objects what is downloaded for a data source
   * @param cancellation ends it, with all that is under way
   * @param tally to which the list reports its progress
   */
  public ExportTask(
      ExportRequest request,
      String service,
      Spliterator<DataSource> list,
      Function<PresignRequest, RemoteObject> objects,
      DownloadService downloads,
      Cancellation cancellation,
      ExportTally tally) {
    this.request = request;
    this.service = service;
    this.list = list;
    this.objects = objects;
    this.downloads = downloads;
    this.cancellation = cancellation;
    this.tally = tally;
  }

  /**
   * Exports the data sources, on this thread and others. Nobody must interrupt this thread, which
   * would close the manifest.
   *
   * @param threads each job but one has a thread of its own
   * @throws PowerdrillException what the list throws, or else {@link ExportException} if anything
   *     was not exported
   */
  public ExportResult run(Executor threads) {
    try (ExportDirectory directory = ExportDirectory.open(request, service)) {
      DataSourceExport export =
          new DataSourceExport(request, objects, downloads, directory, cancellation);
      exportAll(directory, export, threads);
    } catch (IOException e) {
      tally.fail(e, cancellation);
    }
    return tally.result(ExportDirectory.manifest(request), cancellation);
  }

  private void exportAll(ExportDirectory directory, DataSourceExport export, Executor threads) {
    List<CompletableFuture<?>> others = new ArrayList<>();
    try {
      while (others.size() < request.jobs() - 1) {
        others.add(CompletableFuture.runAsync(() -> exportEach(directory, export), threads));
      }
      exportEach(directory, export);
    } catch (RejectedExecutionException e) {
      cancellation.end(); // the client was closed just now
    } catch (Error e) {
      tally.fail(e, cancellation); // such as that there are no more threads to be had
    } finally {
      // Nothing is under way any more when the directory is closed.
      CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).join();
    }
  }

  private void exportEach(ExportDirectory directory, DataSourceExport export) {
    try {
      for (Place place = next(directory); place != null; place = next(directory)) {
        ExportedDataSource exported = export.run(place);
        if (exported.failure() == null || !cancellation.isEnded()) {
          tally.add(exported);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      tally.fail(e, cancellation);
    }
  }

  /** Null if there is none any more. */
  private @Nullable Place next(ExportDirectory directory) throws IOException {
    synchronized (listLock) {
      AtomicReference<@Nullable DataSource> next = new AtomicReference<>();
      while (!cancellation.isEnded()) {
        if (!list.tryAdvance(next::set)) {
          tally.listed();
          return null;
        }
        DataSource dataSource = Objects.requireNonNull(next.get());
        if (request.filter().test(dataSource)) {
          return directory.placeOf(dataSource);
        }
        tally.skip();
      }
      return null;
    }
  }
}
