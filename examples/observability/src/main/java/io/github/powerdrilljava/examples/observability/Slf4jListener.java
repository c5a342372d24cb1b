package io.github.powerdrilljava.examples.observability;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A line with key-value pairs for each operation, and for each retry, at levels of your own. */
public final class Slf4jListener implements ClientListener {

  private static final Logger LOG = LoggerFactory.getLogger("powerdrill");

  @Override
  public void onEvent(ClientEvent event) {
    if (event instanceof OperationEnded end) {
      LOG.atLevel(end.failure() == null ? Level.INFO : Level.ERROR)
          .addKeyValue("operation", end.operation().name())
          .addKeyValue("dataSource", end.operation().dataSourceId())
          .addKeyValue("ms", end.elapsed().toMillis())
          .setCause(end.failure())
          .log(end.failure() == null ? "Succeeded" : "Failed");
    } else if (event instanceof RetryScheduled retry) {
      LOG.atWarn()
          .addKeyValue("operation", retry.operation().name())
          .addKeyValue("delayMs", retry.delay().toMillis())
          .log("Retries: {}", retry.reason());
    }
  }
}
