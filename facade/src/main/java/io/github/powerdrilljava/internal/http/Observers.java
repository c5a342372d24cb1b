package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Those who observe a client: the caller's listener, and the logger {@code
 * io.github.powerdrilljava}, which gets DEBUG lines, so none unless asked for.
 */
public final class Observers {

  /** There are none but the logger. */
  public static final Observers NONE = new Observers(null);

  private static final Logger LOG = System.getLogger("io.github.powerdrilljava");

  private final @Nullable ClientListener listener;
  private final AtomicBoolean warned = new AtomicBoolean();

  public Observers(@Nullable ClientListener listener) {
    this.listener = listener;
  }

  /** Begins to observe an operation, which is not started yet. */
  public Observation observe(Subject subject, Observation parent) {
    return listener == null && !LOG.isLoggable(Level.DEBUG)
        ? Observation.NONE
        : new Observation(this, subject, parent);
  }

  /** Whatever an observer does, the operation continues. */
  void report(ClientEvent event) {
    if (LOG.isLoggable(Level.DEBUG)) {
      String line = EventText.of(event);
      if (line != null) {
        LOG.log(Level.DEBUG, line);
      }
    }
    if (listener != null) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException | Error e) {
        LOG.log(
            warned.getAndSet(true) ? Level.DEBUG : Level.WARNING,
            "A ClientListener failed. What it observes continues. More such failures are logged"
                + " at DEBUG.",
            e);
      }
    }
  }
}
