package io.github.powerdrilljava.secretscan;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Turns on every logger, and searches each record with its exception's whole stack trace. */
final class LogRecorder extends Handler implements SecretScan.Recorder {

  /** A logger below the client's own, so that it is heard if that is. */
  private static final String CANARY = "io.github.powerdrilljava.canary";

  /** The tests' own HTTP client, which this project uses nowhere else. */
  private static final Logger JAVA_NET_HTTP = Logger.getLogger("jdk.internal.httpclient");

  private final Logger root = Logger.getLogger("");
  private final @Nullable Level level = root.getLevel();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Findings findings;

  LogRecorder(Findings findings) {
    this.findings = findings;
    JAVA_NET_HTTP.setLevel(Level.OFF);
    root.setLevel(Level.ALL);
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    findings.search("the name of a thread", Thread.currentThread().getName(), Findings::caller);
    StringWriter text = new StringWriter();
    text.append(formatter.formatMessage(record));
    if (record.getThrown() != null) {
      record.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    findings.search(emitter(record.getLoggerName()), text.toString(), Findings::caller);
  }

  private static String emitter(@Nullable String logger) {
    return "a record of the logger " + logger;
  }

  @Override
  public void close() {
    System.getLogger(CANARY).log(System.Logger.Level.TRACE, "{0}", "secret-key");
    findings.expect(emitter(CANARY));
    root.removeHandler(this);
    root.setLevel(level);
  }

  @Override
  public void flush() {}
}
