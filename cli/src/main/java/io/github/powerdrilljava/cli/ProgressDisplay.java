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

  private static final int MOST_COLUMNS = Screen.USUAL_COLUMNS;
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
    this.columns = columns > 0 ? Math.min(columns, MOST_COLUMNS) : MOST_COLUMNS;
  }

  static ProgressDisplay of(Output output) {
    return new ProgressDisplay(output.isProgressShown() ? System.err : null, output.columns());
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
