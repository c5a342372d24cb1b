package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, or nothing where that is not a terminal. */
final class ProgressDisplay implements ProgressListener, AutoCloseable {

  /** Set by the launcher: Java itself does not know whether standard error is a terminal. */
  private static final String TERMINAL_PROPERTY = "powerdrill.terminal";

  /** The width of the terminal, if the launcher knows it. */
  private static final String COLUMNS_PROPERTY = "powerdrill.columns";

  private static final int USUAL_COLUMNS = 80;
  private static final int REFRESH_MILLIS = 200;

  private final @Nullable PrintStream out;
  private final int columns;
  private @Nullable ProgressBar bar;

  /**
   * @param out the terminal, {@code null} for none
   * @param columns of the terminal; 80 if not positive
   */
  ProgressDisplay(@Nullable PrintStream out, int columns) {
    this.out = out;
    this.columns = columns > 0 ? Math.min(columns, USUAL_COLUMNS) : USUAL_COLUMNS;
  }

  static ProgressDisplay ifOnTerminal() {
    return new ProgressDisplay(
        Boolean.getBoolean(TERMINAL_PROPERTY) ? System.err : null,
        Integer.getInteger(COLUMNS_PROPERTY, USUAL_COLUMNS));
  }

  @Override
  public synchronized void onProgress(long receivedBytes, long totalBytes) {
    if (out == null) {
      return;
    }
    if (bar == null) {
      bar = bar(out, columns, receivedBytes, totalBytes);
    }
    bar.stepTo(receivedBytes);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /**
   * What an earlier download has fetched counts as progress, but not for the rate. The last column
   * stays empty: writing there may move a terminal to the next line.
   */
  private static ProgressBar bar(
      PrintStream out, int columns, long receivedBytes, long totalBytes) {
    return new ProgressBarBuilder()
        .setTaskName("download")
        .setInitialMax(totalBytes)
        .setUnit(" MB", 1_000_000)
        .startsFrom(receivedBytes, Duration.ZERO)
        .showSpeed()
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(out, columns - 1))
        .build();
  }
}
