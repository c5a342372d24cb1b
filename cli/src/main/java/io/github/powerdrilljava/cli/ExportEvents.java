package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.OperationStarted;
import io.github.powerdrilljava.ClientEvent.PartReceived;
import io.github.powerdrilljava.ClientEvent.RateLimitWaited;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RequestStarted;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientEvent.UrlRenewed;
import io.github.powerdrilljava.ClientListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an export does, in all and for each data source that is under way, and keeps what its
 * {@link Timeline} shows.
 */
final class ExportEvents implements ClientListener {

  private final LongSupplier nanoTime;
  private final Timeline timeline;
  private final Map<String, Under> underWay = new HashMap<>();
  private Effort total = Effort.NONE;

  /**
   * @param nanoTime the clock
   */
  ExportEvents(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.timeline = new Timeline(nanoTime.getAsLong());
  }

  /**
   * What something took.
   *
   * @param requests to the service and to the object store
   * @param waits how often the rate limit was waited for
   * @param waited how long, added up
   */
  record Effort(long requests, long retries, long renewals, long waits, Duration waited) {

    static final Effort NONE = new Effort(0, 0, 0, 0, Duration.ZERO);

    Effort and(ClientEvent event) {
      if (event instanceof RequestStarted) {
        return new Effort(requests + 1, retries, renewals, waits, waited);
      }
      if (event instanceof RetryScheduled) {
        return new Effort(requests, retries + 1, renewals, waits, waited);
      }
      if (event instanceof UrlRenewed) {
        return new Effort(requests, retries, renewals + 1, waits, waited);
      }
      return event instanceof RateLimitWaited wait
          ? new Effort(requests, retries, renewals, waits + 1, waited.plus(wait.waited()))
          : this;
    }
  }

  /** A data source whose export has begun. */
  private record Under(long startedAt, Effort effort) {}

  /**
   * What one data source took.
   *
   * @param time since it began
   */
  record Work(Duration time, Effort effort) {}

  @Override
  public synchronized void onEvent(ClientEvent event) {
    long now = nanoTime.getAsLong();
    total = total.and(event);
    String dataSource = event.operation().dataSourceId();
    if (dataSource != null) {
      if (event instanceof OperationStarted) {
        underWay.putIfAbsent(dataSource, new Under(now, Effort.NONE));
      }
      underWay.computeIfPresent(
          dataSource, (id, under) -> new Under(under.startedAt, under.effort.and(event)));
    }
    if (event instanceof RequestStarted started) {
      timeline.begin(started, now);
    } else if (event instanceof RequestEnded ended) {
      timeline.end(ended, now);
    } else if (event instanceof PartReceived part) {
      timeline.add(part, now);
    }
  }

  /** What a data source took that is done now; null if nothing was asked for it. */
  synchronized @Nullable Work done(String dataSource) {
    Under under = underWay.remove(dataSource);
    return under == null
        ? null
        : new Work(Duration.ofNanos(nanoTime.getAsLong() - under.startedAt), under.effort);
  }

  /** What all of it has taken so far. */
  synchronized Effort total() {
    return total;
  }

  /** When was done what, so far. */
  synchronized Timeline.Picture timeline() {
    return timeline.picture(nanoTime.getAsLong());
  }
}
