package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ProgressListener;
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

  private static final int COLUMNS = 79;
  private static final int REFRESH_MILLIS = 200;

  private final boolean visible;
  private @Nullable ProgressBar bar;

  private ProgressDisplay(boolean visible) {
    this.visible = visible;
  }

  static ProgressDisplay ifOnTerminal() {
    return new ProgressDisplay(Boolean.getBoolean(TERMINAL_PROPERTY));
  }

  @Override
  public synchronized void onProgress(long receivedBytes, long totalBytes) {
    if (!visible) {
      return;
    }
    if (bar == null) {
      bar = bar(receivedBytes, totalBytes);
    }
    bar.stepTo(receivedBytes);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** What an earlier download has fetched counts, but not for the rate. */
  private static ProgressBar bar(long receivedBytes, long totalBytes) {
    return new ProgressBarBuilder()
        .setTaskName("download")
        .setInitialMax(totalBytes)
        .setUnit(" MB", 1_000_000)
        .startsFrom(receivedBytes, Duration.ZERO)
        .showSpeed()
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
        .build();
  }
}
