package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.Operation;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.RateLimitWaited;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientEvent.UrlRenewed;
import org.jspecify.annotations.Nullable;

/** What the log states of an event, in one line. */
final class EventText {

  private EventText() {}

  /** Null for what is not logged: the beginnings, and parts, of which there may be thousands. */
  static @Nullable String of(ClientEvent event) {
    String text = text(event);
    return text == null ? null : Redactor.oneLine(name(event.operation()) + ": " + text);
  }

  private static @Nullable String text(ClientEvent event) {
    if (event instanceof RequestEnded request) {
      return text(request);
    }
    if (event instanceof RetryScheduled retry) {
      return "failed %d time%s in a row, retries in %d ms: %s"
          .formatted(
              retry.failures(),
              retry.failures() == 1 ? "" : "s",
              retry.delay().toMillis(),
              retry.reason());
    }
    if (event instanceof RateLimitWaited wait) {
      return "waited %d ms for the rate limit".formatted(wait.waited().toMillis());
    }
    if (event instanceof UrlRenewed renewed) {
      return "the URL was renewed, the new one expires at " + renewed.expiresAt();
    }
    if (event instanceof OperationEnded end) {
      return "%s after %d ms%s"
          .formatted(
              end.failure() == null ? "succeeded" : "failed",
              end.elapsed().toMillis(),
              end.failure() == null ? "" : ", " + end.failure().getClass().getSimpleName());
    }
    return null;
  }

  private static String text(RequestEnded end) {
    return "%s %s: %s after %d ms, %d bytes%s"
        .formatted(
            end.request().method(),
            end.request().url(),
            outcome(end),
            end.elapsed().toMillis(),
            end.receivedBytes(),
            end.traceId() == null ? "" : ", trace id " + end.traceId());
  }

  private static String outcome(RequestEnded end) {
    String failure = end.failure();
    String response = "HTTP " + end.status();
    if (failure == null) {
      return response;
    }
    return end.status() == 0 ? failure : response + ", then " + failure;
  }

  private static String name(Operation operation) {
    return operation.name()
        + " #"
        + operation.id()
        + (operation.parentId() == null ? "" : " of #" + operation.parentId());
  }
}
