package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.ClientEvent;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reports one request, from its start until its response's body is read or given up. */
final class ObservedCall extends EventListener {

  private final Observation observation;
  private final ClientEvent.Request request;
  private final Redactor redactor;
  private volatile long startedAt;
  private volatile int status;
  private volatile @Nullable String traceId;
  private volatile long received;

  ObservedCall(Observation observation, Request request, Redactor redactor) {
    this.observation = observation;
    this.request =
        new ClientEvent.Request(Observation.newId(), request.method(), ShownUrl.of(request.url()));
    this.redactor = redactor;
  }

  @Override
  public void callStart(Call call) {
    startedAt = System.nanoTime();
    observation.report(of -> new ClientEvent.RequestStarted(of, request));
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    String given = response.header("x-pd-trace-id");
    status = response.code();
    traceId = given == null ? null : redactor.redact(given);
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    received = byteCount;
  }

  @Override
  public void callEnd(Call call) {
    end(null);
  }

  @Override
  public void callFailed(Call call, IOException e) {
    end(e.getClass().getSimpleName());
  }

  private void end(@Nullable String failure) {
    observation.report(
        of ->
            new ClientEvent.RequestEnded(
                of, request, status, traceId, received, Observation.since(startedAt), failure));
  }
}
