package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What becomes of an observer's failures. */
@Isolated("It hears the log of the whole JVM.")
class ObserversTest {

  private static final class Recorder extends Handler {
    private final List<LogRecord> records = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void theFirstFailureOfAListenerIsAWarningAndTheOthersAreNot() {
    IllegalStateException failure = new IllegalStateException("out of order");
    Observers observers =
        new Observers(
            event -> {
              throw failure;
            });
    Logger logger = Logger.getLogger("io.github.powerdrilljava");
    Level before = logger.getLevel();
    Recorder recorder = new Recorder();
    logger.setLevel(Level.ALL);
    logger.addHandler(recorder);
    try {
      Operation operation = new Operation(1, null, "presign", null, null, null);
      observers.report(new ClientEvent.OperationStarted(operation));
      observers.report(new ClientEvent.OperationStarted(operation));
    } finally {
      logger.removeHandler(recorder);
      logger.setLevel(before);
    }
    assertThat(recorder.records)
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.WARNING, Level.FINE);
    assertThat(recorder.records).extracting(LogRecord::getThrown).containsOnly(failure);
  }
}
