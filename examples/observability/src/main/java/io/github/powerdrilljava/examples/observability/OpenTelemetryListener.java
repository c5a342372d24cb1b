package io.github.powerdrilljava.examples.observability;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.Operation;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.OperationStarted;
import io.github.powerdrilljava.ClientEvent.RateLimitWaited;
import io.github.powerdrilljava.ClientEvent.Request;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RequestStarted;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientEvent.UrlRenewed;
import io.github.powerdrilljava.ClientListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A span for each operation, in that of which it is a part; in it a span for each request. */
public final class OpenTelemetryListener implements ClientListener {

  private final Tracer tracer;
  private final Map<Long, Span> operations = new ConcurrentHashMap<>();
  private final Map<Long, Span> requests = new ConcurrentHashMap<>();

  public OpenTelemetryListener(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("io.github.powerdrilljava");
  }

  @Override
  public void onEvent(ClientEvent event) {
    Operation operation = event.operation();
    if (event instanceof OperationStarted) {
      operations.put(operation.id(), start(operation));
    } else if (event instanceof OperationEnded end) {
      end(operations.remove(operation.id()), end);
    } else if (event instanceof RequestStarted start) {
      requests.put(start.request().id(), start(operation, start.request()));
    } else if (event instanceof RequestEnded end) {
      end(requests.remove(end.request().id()), end);
    } else if (event instanceof RetryScheduled retry) {
      span(operation.id())
          .addEvent(
              "retry",
              Attributes.of(
                  AttributeKey.stringKey("reason"), retry.reason(),
                  AttributeKey.longKey("delay_ms"), retry.delay().toMillis()));
    } else if (event instanceof UrlRenewed) {
      span(operation.id()).addEvent("url renewed");
    } else if (event instanceof RateLimitWaited) {
      span(operation.id()).addEvent("rate limit waited");
    }
  }

  private Span start(Operation operation) {
    SpanBuilder span = tracer.spanBuilder(operation.name());
    if (operation.parentId() != null) {
      span.setParent(Context.current().with(span(operation.parentId())));
    } // else its parent is what the caller's thread is doing
    setIfKnown(span, "powerdrill.dataset.id", operation.datasetId());
    setIfKnown(span, "powerdrill.data_source.id", operation.dataSourceId());
    setIfKnown(span, "powerdrill.external_trace_id", operation.externalTraceId());
    return span.startSpan();
  }

  private Span start(Operation operation, Request request) {
    return tracer
        .spanBuilder(request.method())
        .setSpanKind(SpanKind.CLIENT)
        .setParent(Context.current().with(span(operation.id())))
        .setAttribute("http.request.method", request.method())
        .setAttribute("url.full", request.url())
        .startSpan();
  }

  private static void end(@Nullable Span span, OperationEnded end) {
    if (span != null) {
      if (end.failure() != null) {
        span.recordException(end.failure()).setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  private static void end(@Nullable Span span, RequestEnded end) {
    if (span != null) {
      if (end.status() != 0) {
        span.setAttribute("http.response.status_code", end.status());
      }
      if (end.traceId() != null) {
        span.setAttribute("powerdrill.trace_id", end.traceId());
      }
      if (end.failure() != null || end.status() >= 400) {
        span.setAttribute(
            "error.type", end.failure() == null ? String.valueOf(end.status()) : end.failure());
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  private Span span(long operation) {
    return operations.getOrDefault(operation, Span.getInvalid());
  }

  private static void setIfKnown(SpanBuilder span, String name, @Nullable String value) {
    if (value != null) {
      span.setAttribute(name, value);
    }
  }
}
