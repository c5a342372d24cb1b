package io.github.powerdrilljava.secretscan;

import java.lang.System.Logger;
import java.util.ResourceBundle;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the loggers of a run's {@code System.getLogger}: the scan sees all that is given to them,
 * also while a test has switched the logger off. They hand it on to {@code java.util.logging}.
 */
public final class RecordingLoggerFinder extends System.LoggerFinder {

  private static volatile @Nullable Findings findings;

  /** For the service loader. */
  public RecordingLoggerFinder() {}

  static void reportTo(@Nullable Findings target) {
    findings = target;
  }

  @Override
  public Logger getLogger(String name, Module module) {
    return new RecordingLogger(name, java.util.logging.Logger.getLogger(name));
  }

  private record RecordingLogger(String name, java.util.logging.Logger target) implements Logger {

    @Override
    public String getName() {
      return name;
    }

    /** As long as the scan runs, every record is wanted. */
    @Override
    public boolean isLoggable(Level level) {
      return (findings != null && !isOfTheTests()) || target.isLoggable(julLevel(level));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable thrown) {
      LogRecord entry = new LogRecord(julLevel(level), text);
      entry.setThrown(thrown);
      log(entry, bundle);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      LogRecord entry = new LogRecord(julLevel(level), format);
      entry.setParameters(parameters);
      log(entry, bundle);
    }

    private void log(LogRecord entry, @Nullable ResourceBundle bundle) {
      entry.setLoggerName(name);
      entry.setResourceBundle(bundle);
      Findings target = findings;
      if (target != null && !isOfTheTests()) {
        LogRecords.search(entry, target);
      }
      this.target.log(entry);
    }

    private boolean isOfTheTests() {
      return name.startsWith(LogRecorder.JAVA_NET_HTTP);
    }

    private static java.util.logging.Level julLevel(Level level) {
      return switch (level) {
        case ALL -> java.util.logging.Level.ALL;
        case TRACE -> java.util.logging.Level.FINER;
        case DEBUG -> java.util.logging.Level.FINE;
        case INFO -> java.util.logging.Level.INFO;
        case WARNING -> java.util.logging.Level.WARNING;
        case ERROR -> java.util.logging.Level.SEVERE;
        case OFF -> java.util.logging.Level.OFF;
      };
    }
  }
}
