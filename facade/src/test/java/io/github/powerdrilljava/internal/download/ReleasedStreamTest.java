package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A stream that has ended, was cancelled or is forgotten holds nothing. */
@Timeout(60)
@Isolated("It hears the log of the whole JVM.")
class ReleasedStreamTest extends AtStream {

  @Test
  void aStreamThatWasReadToItsEndGivesItsConnectionBack() throws IOException {
    InputStream in = open(whole());
    readAll(in);
    assertThat(pool.idleConnectionCount()).isEqualTo(1);
    assertThatNothingIsHeld();
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.available()).isZero();
  }

  @Test
  void aStreamThatIsForgottenIsClosedWithAWarning() throws Exception {
    try (Warnings warnings = new Warnings()) {
      forget(whole());
      assertThat(warnings.first())
          .startsWith("The stream of \"" + server.url("/sales.csv") + "\" was never closed.")
          .doesNotContain("5ec2e7");
    }
    assertThatNothingIsHeld();
  }

  @Test
  void onlyWhatWasStillOpenIsWarnedOf() throws Exception {
    try (Warnings warnings = new Warnings()) {
      readAll(open(whole()));
      open(whole()).close();
      assertThat(warnings.records).isEmpty();
      forget(whole());
      assertThat(warnings.first()).isNotBlank();
      System.gc();
      assertThat(warnings.records).isEmpty();
    }
  }

  private void forget(MockResponse.Builder response) throws IOException {
    assertThat(open(response).read()).isEqualTo('0');
    assertThat(downloads.underWay).hasSize(1);
  }

  /** What the client warns of. */
  private static final class Warnings extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.github.powerdrilljava");
    private final BlockingQueue<String> records = new LinkedBlockingQueue<>();

    Warnings() {
      setLevel(Level.WARNING);
      logger.addHandler(this);
    }

    /** Collects garbage until there is one. */
    String first() {
      while (records.isEmpty()) {
        System.gc();
      }
      return records.remove();
    }

    @Override
    public void publish(LogRecord entry) {
      if (isLoggable(entry)) {
        records.add(new SimpleFormatter().formatMessage(entry));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  @Test
  void aStreamThatWasCancelledAsItOpenedIsReleased() throws IOException {
    answerAlways();
    for (int round = 0; round < ROUNDS; round++) {
      CompletableFuture<InputStream> opening = downloads.openAsync(content);
      while (round % 3 > 0 && server.getRequestCount() <= round / 3) {
        Thread.onSpinWait();
      }
      if (!opening.cancel(true)) {
        opening.join().close(); // it has reached its caller
      }
    }
    while (!downloads.underWay.isEmpty() || pool.connectionCount() > pool.idleConnectionCount()) {
      Thread.onSpinWait(); // or the time limit fails this test
    }
  }
}
