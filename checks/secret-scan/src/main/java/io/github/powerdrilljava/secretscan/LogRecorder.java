package io.github.powerdrilljava.secretscan;

import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns on every logger, and searches each record with its exception's whole stack trace. */
final class LogRecorder extends Handler implements SecretScan.Recorder {

  /** The tests' own HTTP client, which this project uses nowhere else. */
  static final String JAVA_NET_HTTP = "jdk.internal.httpclient";

  /** A logger below the client's own, so that it is heard if that is. */
  private static final String CANARY = "io.github.powerdrilljava.canary";

  private final Logger root = Logger.getLogger("");
  private final Logger ofTheTests = Logger.getLogger(JAVA_NET_HTTP);
  private final @Nullable Level level = root.getLevel();
  private final Findings findings;

  LogRecorder(Findings findings) {
    this.findings = findings;
    ofTheTests.setLevel(Level.OFF);
    root.setLevel(Level.ALL);
    root.addHandler(this);
    RecordingLoggerFinder.reportTo(findings);
  }

  @Override
  public void publish(LogRecord entry) {
    LogRecords.search(entry, findings);
  }

  @Override
  public void close() {
    RecordingLoggerFinder.reportTo(null);
    Logger.getLogger(CANARY).log(Level.FINER, "{0}", "secret-key");
    findings.expect(LogRecords.emitter(CANARY));
    List<String> names = Collections.list(LogManager.getLogManager().getLoggerNames());
    names.forEach(name -> findings.search("the name of a logger", name, () -> Findings.NOWHERE));
    root.removeHandler(this);
    root.setLevel(level);
  }

  @Override
  public void flush() {}
}
