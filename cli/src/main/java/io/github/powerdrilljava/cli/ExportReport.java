package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import io.github.powerdrilljava.ProgressListener;
import io.github.powerdrilljava.cli.RecordList.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reports what becomes of each data source of an export, and sums it up. */
final class ExportReport implements ProgressListener, AutoCloseable {

  private static final int MOST_FAILURES = 10;
  private static final double MILLIS_A_SECOND = 1000;

  private static final List<Column<ExportedDataSource>> COLUMNS =
      List.of(
          of(DataSourcesCommand.ID),
          of(DataSourcesCommand.SIZE),
          Column.text("FILE", each -> String.valueOf(each.file())));

  private final Output output;
  private final UnaryOperator<String> redactor;
  private final ExportRequest request;
  private final ExportDisplay display;
  private final RecordList<ExportedDataSource> missing;
  private final long start = System.nanoTime();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final List<ExportedDataSource> failures = new ArrayList<>();
  private long bytes;

  /**
   * @param redactor removes secrets from messages
   */
  ExportReport(Output output, UnaryOperator<String> redactor, ExportRequest request) {
    this.output = output;
    this.redactor = redactor;
    this.request = request;
    this.display = new ExportDisplay(output, System::nanoTime);
    this.missing = new RecordList<>(output, COLUMNS, this::json);
  }

  private static Column<ExportedDataSource> of(Column<DataSource> column) {
    return new Column<>(
        column.title(),
        column.widest(),
        column.isNumber(),
        each -> column.plain().apply(each.dataSource()),
        each -> column.shown().apply(each.dataSource()));
  }

  @Override
  public void onProgress(long done, long total) {
    display.show(done, total);
  }

  @Override
  public ProgressListener ofDataSource(DataSource dataSource) {
    return display.begin(dataSource);
  }

  @Override
  public synchronized void onExported(ExportedDataSource exported) {
    counts.merge(exported.outcome(), 1L, Long::sum);
    display.end(exported.dataSource());
    if (exported.outcome() == Outcome.DOWNLOADED) {
      bytes += exported.size();
    }
    if (exported.outcome() == Outcome.FAILED) {
      failures.add(exported);
      display.above(() -> output.warn(described(exported)));
    }
    if (output.isJson()) {
      output.print(json(exported));
      output.flush();
    } else if (exported.outcome() == Outcome.MISSING) {
      display.above(() -> missing.add(exported));
    }
  }

  /** Ends the display of progress. */
  @Override
  public synchronized void close() {
    display.close();
    missing.end();
  }

  synchronized long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** Whether anything has become of any data source. */
  synchronized boolean isEmpty() {
    return counts.isEmpty();
  }

  private String described(ExportedDataSource failed) {
    return redactor.apply(
        failed.dataSource().id()
            + " \""
            + failed.dataSource().name()
            + "\": "
            + (failed.failure() == null ? "failed" : failed.failure().getMessage()));
  }

  private JsonObject json(ExportedDataSource exported) {
    JsonObject json =
        new JsonObject()
            .put("type", "data_source")
            .put("id", exported.dataSource().id())
            .put("name", exported.dataSource().name())
            .put("outcome", exported.outcome().name().toLowerCase(Locale.ROOT))
            .put("file", exported.file() == null ? null : exported.file().toString())
            .put("size", exported.outcome() == Outcome.FAILED ? null : (Object) exported.size());
    return exported.failure() == null
        ? json.put("failure", (Object) null)
        : json.put("failure", FailureJson.ofOne(exported.failure(), redactor));
  }

  /**
   * Sums it up.
   *
   * @param unlisted how many the service counts, but does not list
   */
  synchronized void summarize(long unlisted) {
    close();
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    if (output.isJson()) {
      output.print(summary(unlisted, time));
    } else {
      describe(unlisted, time.toMillis() / MILLIS_A_SECOND);
      if (!request.isDryRun()) {
        output.print(manifest());
      }
    }
  }

  private JsonObject summary(long unlisted, Duration time) {
    return new JsonObject()
        .put("type", "summary")
        .put("dataset_id", request.datasetId())
        .put("dry_run", request.isDryRun())
        .put("verified", request.verifiesFiles())
        .put("downloaded", count(Outcome.DOWNLOADED))
        .put("unchanged", count(Outcome.UNCHANGED))
        .put("missing", count(Outcome.MISSING))
        .put("failed", count(Outcome.FAILED))
        .put("unlisted", unlisted)
        .put("bytes", bytes)
        .put("millis", time.toMillis())
        .put("manifest", manifest());
  }

  private String manifest() {
    return request.directory().resolve(ExportResult.MANIFEST).toString();
  }

  private void describe(long unlisted, double seconds) {
    output.note(
        "Export of dataset "
            + request.datasetId()
            + " to "
            + request.directory()
            + (request.isDryRun() ? " (dry run):" : ":"));
    if (request.isDryRun()) {
      describe("to download", count(Outcome.MISSING), "");
    } else {
      String rate = DisplayText.bytes((long) (bytes / Math.max(seconds, 1 / MILLIS_A_SECOND)));
      describe(
          "downloaded",
          count(Outcome.DOWNLOADED),
          String.format(
              Locale.ROOT, "%s in %.1f s, %s/s", DisplayText.bytes(bytes), seconds, rate));
    }
    describe(
        "unchanged",
        count(Outcome.UNCHANGED),
        "same id, name and listed size as in the manifest, and "
            + (request.verifiesFiles()
                ? "same SHA-256 on disk"
                : "same size and no later time on disk, or else same SHA-256"));
    if (!failures.isEmpty()) {
      describe("failed", failures.size(), "");
      failures.stream()
          .limit(MOST_FAILURES)
          .forEach(failed -> output.note("    " + described(failed)));
      int more = failures.size() - MOST_FAILURES;
      if (more > 0) {
        output.note("    and " + more + " more");
      }
    }
    if (unlisted > 0) {
      describe("not listed", unlisted, "the service counts them, but does not list them");
    }
  }

  private void describe(String what, long count, String how) {
    String line = String.format(Locale.ROOT, "  %-12s %,6d", what, count);
    output.note(count == 0 || how.isEmpty() ? line : line + "  (" + how + ")");
  }
}
