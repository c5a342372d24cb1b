package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an export for its report: however many data sources there are, it does not grow
 * beyond what an {@link ExportPage} lists.
 */
final class ExportRecord {

  private final ExportEvents events = new ExportEvents(System::nanoTime);
  private final List<Row> failed = new ArrayList<>();
  private final List<Row> others = new ArrayList<>();

  /**
   * A data source.
   *
   * @param work null if nothing was asked for it
   */
  record Row(ExportedDataSource exported, ExportEvents.@Nullable Work work) {}

  /** What the client must report to. */
  ExportEvents events() {
    return events;
  }

  /** To be called for each data source, at once. */
  synchronized void add(ExportedDataSource exported) {
    ExportEvents.Work work = events.done(exported.dataSource().id());
    List<Row> rows = exported.outcome() == Outcome.FAILED ? failed : others;
    if (rows.size() < ExportPage.MOST_ROWS) {
      rows.add(new Row(exported, work));
    }
  }

  synchronized List<Row> failed() {
    return List.copyOf(failed);
  }

  synchronized List<Row> others() {
    return List.copyOf(others);
  }
}
