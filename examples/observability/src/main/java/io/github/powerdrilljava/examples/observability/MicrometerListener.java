package io.github.powerdrilljava.examples.observability;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.PartReceived;
import io.github.powerdrilljava.ClientEvent.RateLimitWaited;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientEvent.UrlRenewed;
import io.github.powerdrilljava.ClientListener;
import io.micrometer.core.instrument.MeterRegistry;

/** Times operations by outcome and requests by status; counts bytes, retries and renewals. */
public record MicrometerListener(MeterRegistry meters) implements ClientListener {

  @Override
  public void onEvent(ClientEvent event) {
    String name = event.operation().name();
    if (event instanceof OperationEnded end) {
      String outcome = end.failure() == null ? "success" : end.failure().getClass().getSimpleName();
      meters
          .timer("powerdrill.operations", "operation", name, "outcome", outcome)
          .record(end.elapsed());
    } else if (event instanceof RequestEnded end) {
      String status = end.status() == 0 ? "none" : String.valueOf(end.status());
      meters
          .timer("powerdrill.requests", "operation", name, "status", status)
          .record(end.elapsed());
    } else if (event instanceof PartReceived part) {
      meters.counter("powerdrill.downloaded.bytes").increment((double) part.bytes());
    } else if (event instanceof RetryScheduled) {
      meters.counter("powerdrill.retries", "operation", name).increment();
    } else if (event instanceof UrlRenewed) {
      meters.counter("powerdrill.renewals", "operation", name).increment();
    } else if (event instanceof RateLimitWaited wait) {
      meters.timer("powerdrill.rate.limit.waits", "operation", name).record(wait.waited());
    }
  }
}
