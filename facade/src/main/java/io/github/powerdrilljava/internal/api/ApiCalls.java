package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.ConnectionErrors;
import io.github.powerdrilljava.internal.http.Observation;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import io.github.powerdrilljava.internal.http.Subject;
import io.github.powerdrilljava.internal.http.Transport;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Makes the calls of every operation: within the rate limit, and again after a transient failure.
 * Retrofit builds the requests; the responses are read here, since Retrofit's converters see
 * neither the status nor the headers that an error must name.
 */
public final class ApiCalls implements AutoCloseable {

  final Transport transport;
  final Envelope envelope;
  final ConnectionErrors connectionErrors;
  final RetryPolicy policy;
  final Turns turns;
  final Set<ApiCall<?, ?, ?>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Makes nothing yet.
   *
   * @param maxRequestsPerSecond 0 for no limit
   */
  public ApiCalls(
      Transport transport, Redactor redactor, Retries retries, int maxRequestsPerSecond) {
    this.transport = transport;
    this.envelope = new Envelope(redactor);
    this.connectionErrors = new ConnectionErrors(transport, redactor);
    this.policy = new RetryPolicy(retries, new Random());
    this.turns = new Turns(maxRequestsPerSecond, Transport.MOST_AT_A_TIME, transport.time());
  }

  /**
   * Makes a call on this thread and gives its result.
   *
   * @throws PowerdrillException if the call gives no value
   * @throws IllegalStateException if the client is closed
   */
  public <E, D, T> PowerdrillResponse<T> execute(ApiRequest<E, D, T> request) {
    requireOpen();
    return begin(new ApiCall<>(this, request, Observation.NONE)).run();
  }

  /**
   * As {@link #execute}, but takes a thread of the client, and only while a request is made.
   * Cancelling the future cancels the call, whatever it waits for.
   *
   * @param view what the caller wants of the response
   */
  public <E, D, T, R> CompletableFuture<R> executeAsync(
      ApiRequest<E, D, T> request, Function<PowerdrillResponse<T>, R> view) {
    requireOpen();
    return begin(new ApiCall<>(this, request, Observation.NONE)).start(view);
  }

  /**
   * As {@link #execute}, for something that is under way already: where the client is closed, the
   * call fails as any other that closing ended.
   *
   * @param whole of which the call is a part; ends it, too
   */
  public <E, D, T> PowerdrillResponse<T> continueWith(
      Cancellation whole, ApiRequest<E, D, T> request) {
    ApiCall<E, D, T> call = begin(new ApiCall<>(this, request, whole.observation()));
    Cancellation.Registration registration = whole.onEnd(call::end);
    try {
      return call.run();
    } finally {
      registration.close();
    }
  }

  /** Calls that are made one after the other. */
  @FunctionalInterface
  public interface Series<T> {
    /**
     * Makes them.
     *
     * @param cancellation ends the calls, too, see {@link #continueWith}
     * @param isOver whether nobody waits for it any more
     */
    T run(Cancellation cancellation, BooleanSupplier isOver);
  }

  /** Does something on another thread. Cancelling the future ends its calls. */
  public <T> CompletableFuture<T> startAsync(Observation observation, Series<T> series) {
    requireOpen();
    CompletableFuture<T> future = new CompletableFuture<>();
    Cancellation cancellation = new Cancellation(observation);
    CompletableFuture<?> unused = future.whenComplete((value, failure) -> cancellation.end());
    try {
      transport.run(
          () -> {
            try {
              future.complete(series.run(cancellation, future::isDone));
            } catch (RuntimeException | Error e) {
              future.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(Transport.closedFailure());
    }
    return future;
  }

  /** Begins to observe something larger. */
  public Observation observe(Subject subject) {
    return transport.observers().observe(subject, Observation.NONE);
  }

  private void requireOpen() {
    if (transport.isClosed()) {
      throw Transport.closedFailure();
    }
  }

  private <E, D, T> ApiCall<E, D, T> begin(ApiCall<E, D, T> call) {
    underWay.add(call);
    if (transport.isClosed()) {
      call.end(); // it may have come too late for close
    }
    return call;
  }

  void forget(ApiCall<?, ?, ?> call) {
    underWay.remove(call);
  }

  /** Fails every call that is still waiting for something. */
  @Override
  public void close() {
    underWay.forEach(ApiCall::end);
  }
}
