package io.github.powerdrilljava.cli;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Shows the client's own log lines, one for each request. */
final class VerboseLog extends Handler {

  /** Referenced here, since the log manager drops loggers without a reference. */
  private static final Logger CLIENT = Logger.getLogger("io.github.powerdrilljava");

  private final Formatter formatter = new SimpleFormatter();
  private final PrintWriter out;
  private final UnaryOperator<String> redactor;

  private VerboseLog(PrintWriter out, UnaryOperator<String> redactor) {
    this.out = out;
    this.redactor = redactor;
  }

  /** From now on, the client's log lines go here and nowhere else. */
  static void writeTo(PrintWriter out, UnaryOperator<String> redactor) {
    for (Handler handler : CLIENT.getHandlers()) {
      CLIENT.removeHandler(handler);
    }
    CLIENT.addHandler(new VerboseLog(out, redactor));
    CLIENT.setUseParentHandlers(false);
    CLIENT.setLevel(Level.FINE);
  }

  @Override
  public void publish(LogRecord entry) {
    LocalTime time = LocalTime.ofInstant(entry.getInstant(), ZoneId.systemDefault());
    out.println(
        time.truncatedTo(ChronoUnit.MILLIS)
            + " "
            + Printable.line(redactor.apply(formatter.formatMessage(entry))));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    flush();
  }
}
