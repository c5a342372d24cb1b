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

  /** Set by the launcher: Java itself cannot tell whether standard error is a terminal. */
  private static final String TERMINAL_PROPERTY = "powerdrill.terminal";

  /** How wide the terminal is, if the launcher could tell. */
  private static final String COLUMNS_PROPERTY = "powerdrill.columns";

  private static final int USUAL_COLUMNS = 80;
  private static final int REFRESH_MILLIS = 200;

  private final @Nullable PrintStream out;
  private final int columns;
  private @Nullable ProgressBar bar;

  /**
   * @param out the terminal, {@code null} for none
   * @param columns of the terminal; what is no width counts as the usual 80
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
   * What an earlier download has fetched counts, but not for the rate. The last column stays empty,
   * after which a terminal may go to the next line.
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
