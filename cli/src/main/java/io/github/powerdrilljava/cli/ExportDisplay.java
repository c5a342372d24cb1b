package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.ProgressListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The progress of an export on a terminal: a bar for all data sources above those of single ones.
 */
final class ExportDisplay implements AutoCloseable {

  private static final int MOST_SINGLES = 8;
  private static final int BAR_COLUMNS = 20;
  private static final int NAME_COLUMNS = 24;
  private static final long REFRESH_NANOS = Duration.ofMillis(200).toNanos();
  private static final double NANOS_A_SECOND = 1e9;

  private final Output output;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<String, Single> singles = new LinkedHashMap<>();
  private long done;
  private long total = ProgressListener.UNKNOWN;
  private long fetched;
  private int drawnLines;
  private long drawnAt;

  /**
   * @param nanoTime the clock
   */
  ExportDisplay(Output output, LongSupplier nanoTime) {
    this.output = output;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.drawnAt = start - REFRESH_NANOS;
  }

  /** How far one data source is. */
  private static final class Single {
    private final String name;
    private long received = -1;
    private long size = ProgressListener.UNKNOWN;

    private Single(String name) {
      this.name = Printable.line(name);
    }
  }

  synchronized void show(long doneDataSources, long totalDataSources) {
    done = doneDataSources;
    total = totalDataSources;
    refresh();
  }

  /** Shows one more, until {@link #end}. */
  synchronized ProgressListener begin(DataSource dataSource) {
    Single single = new Single(dataSource.name());
    singles.put(dataSource.id(), single);
    return (received, size) -> show(single, received, size);
  }

  synchronized void end(DataSource dataSource) {
    singles.remove(dataSource.id());
  }

  /** What an earlier export has kept counts as received, but not as fetched. */
  private synchronized void show(Single single, long received, long size) {
    fetched += single.received < 0 ? 0 : Math.max(0, received - single.received);
    single.received = received;
    single.size = size;
    refresh();
  }

  /** Prints lines to the terminal above the bars. */
  synchronized void above(Runnable print) {
    erase();
    print.run();
    drawnAt = nanoTime.getAsLong() - REFRESH_NANOS;
    refresh();
  }

  @Override
  public synchronized void close() {
    erase();
  }

  private void erase() {
    if (drawnLines > 0) {
      output.draw(erasure());
      drawnLines = 0;
    }
  }

  /** Back to the first line that was drawn, and all below it is gone. */
  private String erasure() {
    return drawnLines == 0 ? "" : "\u001b[" + drawnLines + "A\r\u001b[J";
  }

  private void refresh() {
    long now = nanoTime.getAsLong();
    if (!output.isProgressShown() || now - drawnAt < REFRESH_NANOS) {
      return;
    }
    StringBuilder lines = new StringBuilder(erasure());
    append(lines, overall((now - start) / NANOS_A_SECOND));
    singles.values().stream().limit(MOST_SINGLES).forEach(each -> append(lines, line(each)));
    drawnLines = 1 + Math.min(singles.size(), MOST_SINGLES);
    drawnAt = now;
    output.draw(lines.toString());
  }

  /** The last column stays empty: writing there may move a terminal to the next line. */
  private void append(StringBuilder lines, String line) {
    lines.append(DisplayText.fit(line, output.columns() - 1)).append('\n');
  }

  private String overall(double seconds) {
    String of = total < 0 ? "" : "/" + total;
    return bar(done, total)
        + " "
        + done
        + of
        + " data sources, "
        + DisplayText.bytes(fetched)
        + (seconds < 1 ? "" : ", " + DisplayText.bytes((long) (fetched / seconds)) + "/s");
  }

  private static String line(Single single) {
    long received = Math.max(0, single.received);
    return bar(received, single.size)
        + " "
        + DisplayText.left(DisplayText.fit(single.name, NAME_COLUMNS), NAME_COLUMNS)
        + " "
        + DisplayText.bytes(received)
        + (single.size < 0 ? "" : " of " + DisplayText.bytes(single.size));
  }

  private static String bar(long part, long whole) {
    double share = whole <= 0 ? 0 : Math.min(1, (double) part / whole);
    int filled = (int) (share * BAR_COLUMNS);
    return String.format("%3d%% [", (int) (share * 100))
        + "=".repeat(filled)
        + " ".repeat(BAR_COLUMNS - filled)
        + "]";
  }
}
