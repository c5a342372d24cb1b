package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import io.github.powerdrilljava.ProgressListener;
import io.github.powerdrilljava.cli.RecordList.Column;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reports what becomes of each data source of an export, and what that comes to. */
final class ExportReport implements ProgressListener, AutoCloseable {

  private static final List<Column<ExportedDataSource>> COLUMNS =
      List.of(
          of(DataSourcesCommand.ID),
          of(DataSourcesCommand.SIZE),
          Column.text("FILE", each -> String.valueOf(each.file())));

  private final Output output;
  private final UnaryOperator<String> redactor;
  private final ExportRequest request;
  private final ExportRecord kept;
  private final ExportDisplay display;
  private final RecordList<ExportedDataSource> missing;
  private final long start = System.nanoTime();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final FailureGroups failures;
  private long bytes;

  /**
   * @param redactor removes secrets from messages
   * @param kept gets what the report in a file needs
   */
  ExportReport(
      Output output, UnaryOperator<String> redactor, ExportRequest request, ExportRecord kept) {
    this.output = output;
    this.redactor = redactor;
    this.request = request;
    this.kept = kept;
    this.failures = new FailureGroups(redactor);
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
    kept.add(exported);
    if (exported.outcome() == Outcome.DOWNLOADED) {
      bytes += exported.size();
    }
    if (exported.outcome() == Outcome.FAILED) {
      failures.add(exported);
      display.above(() -> output.warn(failures.described(exported)));
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
   * Sums it up, and prints that.
   *
   * @param isComplete whether the export brought all that it should
   * @param unlisted how many the service counts, but does not list
   */
  synchronized ExportSummary summarize(boolean isComplete, long unlisted) {
    close();
    ExportSummary summary = summary(isComplete, unlisted);
    if (output.isJson()) {
      output.print(summary.json());
    } else {
      summary.lines().forEach(output::note);
      if (!request.isDryRun()) {
        output.print(
            output.isForPeople() ? "  listed in     " + summary.manifest() : summary.manifest());
      }
    }
    return summary;
  }

  /** What it has come to so far. */
  synchronized ExportSummary summary(boolean isComplete, long unlisted) {
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new ExportSummary(request, isComplete, counts, bytes, failures.list(), unlisted, time);
  }
}
