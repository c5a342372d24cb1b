package io.github.powerdrilljava.secretscan;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Searches all that a log record could show, whatever the format of the log. */
final class LogRecords {

  private static final SimpleFormatter FORMATTER = new SimpleFormatter();

  private LogRecords() {}

  static void search(LogRecord entry, Findings findings) {
    findings.search("the name of a thread", Thread.currentThread().getName(), Findings::caller);
    findings.search(
        "the name of a logger", String.valueOf(entry.getLoggerName()), Findings::caller);
    StringWriter text = new StringWriter();
    text.append(FORMATTER.formatMessage(entry)).append('\n').append(entry.getMessage());
    if (entry.getParameters() != null) {
      // Those without a placeholder, too, which other formats print.
      text.append('\n').append(Arrays.deepToString(entry.getParameters()));
    }
    if (entry.getThrown() != null) {
      entry.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    findings.search(emitter(entry.getLoggerName()), text.toString(), Findings::caller);
  }

  static String emitter(@Nullable String logger) {
    return "a record of the logger " + logger;
  }
}
