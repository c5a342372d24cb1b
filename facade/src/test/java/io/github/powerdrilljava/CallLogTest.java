package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;

/** What is logged of calls is for those who asked for it. */
class CallLogTest extends ScriptedTest {

  private static final class Recorder extends Handler {
    private final List<Level> levels = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      levels.add(record.getLevel());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void everyCallIsLoggedAtDebugHoweverItEnds() {
    Logger logger = Logger.getLogger("io.github.powerdrilljava");
    Level before = logger.getLevel();
    Recorder recorder = new Recorder();
    logger.setLevel(Level.ALL);
    logger.addHandler(recorder);
    try {
      server.answers(404, "{}");
      assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"))).isNotNull();
      server.answers(
          new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
      assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"))).isNotNull();
    } finally {
      logger.removeHandler(recorder);
      logger.setLevel(before);
    }
    assertThat(recorder.levels).hasSizeGreaterThanOrEqualTo(2).containsOnly(Level.FINE);
  }
}
