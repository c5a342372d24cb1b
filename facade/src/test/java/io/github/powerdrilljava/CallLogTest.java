package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is logged of calls is for those who asked for it. */
@Isolated("It hears the log of the whole JVM.")
class CallLogTest extends ScriptedTest {

  private static final class Recorder extends Handler {
    private final List<Level> levels = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      levels.add(record.getLevel());
      lines.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void everyCallIsLoggedAtDebugHoweverItEnds() {
    Recorder recorder =
        recordWhile(
            () -> {
              server.answers(404, "{}");
              assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")))
                  .isNotNull();
              server.answers(
                  new MockResponse.Builder()
                      .onResponseStart(new SocketEffect.CloseSocket())
                      .build());
              assertThat(catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1")))
                  .isNotNull();
            });
    assertThat(recorder.levels).hasSizeGreaterThanOrEqualTo(2).containsOnly(Level.FINE);
  }

  @Test
  void theLogShowsAttemptWaitAndReason() {
    server.answers(503, "{\"code\":9999,\"msg\":\"busy\"}");
    server.answers(
        200, ContractResponses.presigned("https://s3.example/x", "2124-11-13T14:15:22Z"));
    try (PowerdrillClient retrying =
        server.clientBuilder().retries(Retries.DEFAULT.withMaxAttempts(2)).build()) {
      Recorder recorder = recordWhile(() -> retrying.dataSources().presign("dset-1", "ds-1"));
      assertThat(recorder.lines.get(0)).contains("POST http://").contains("HTTP 503");
      assertThat(recorder.lines.get(1))
          .matches("presign #\\d+: failed 1 time in a row, retries in \\d+ ms: .*busy.*");
      assertThat(recorder.lines.get(2)).contains("HTTP 200");
      assertThat(recorder.lines.get(3)).matches("presign #\\d+: succeeded after \\d+ ms");
    }
  }

  private static Recorder recordWhile(Runnable action) {
    Logger logger = Logger.getLogger("io.github.powerdrilljava");
    Level before = logger.getLevel();
    Recorder recorder = new Recorder();
    logger.setLevel(Level.ALL);
    logger.addHandler(recorder);
    try {
      action.run();
    } finally {
      logger.removeHandler(recorder);
      logger.setLevel(before);
    }
    return recorder;
  }
}
