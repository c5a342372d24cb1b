package io.github.powerdrilljava.internal;

import dev.failsafe.Failsafe;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.Retries;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of every operation: within the rate limit, and again where a failure may pass.
 * Retrofit builds the requests; the answers are read here, since Retrofit's converters see neither
 * the status nor the headers that an error must name.
 */
public final class ApiCalls implements AutoCloseable {

  private final Transport transport;
  private final Envelope envelope;
  private final ConnectionFailures connectionFailures;
  private final RetryDecision decision;
  private final Pace pace;
  private final Map<CancellableFuture<?>, Exchange<?, ?, ?>> outstanding =
      new ConcurrentHashMap<>();

  /**
   * Makes nothing yet.
   *
   * @param maxRequestsPerSecond 0 for no limit
   */
  public ApiCalls(
      Transport transport, Redactor redactor, Retries retries, int maxRequestsPerSecond) {
    this.transport = transport;
    this.envelope = new Envelope(redactor);
    this.connectionFailures = new ConnectionFailures(transport, redactor);
    this.decision = new RetryDecision(retries, new Random());
    this.pace = new Pace(maxRequestsPerSecond, transport.time());
  }

  /**
   * Makes a call and gives its result.
   *
   * @throws PowerdrillException if the call gives no value
   * @throws IllegalStateException if the client is closed
   */
  public <E, D, T> PowerdrillResponse<T> execute(Exchange<E, D, T> exchange) {
    CompletableFuture<PowerdrillResponse<T>> future = executeAsync(exchange, Function.identity());
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw connectionFailures.interrupted(exchange, e);
    } catch (ExecutionException e) {
      throw CancellableFuture.unchecked(e);
    }
  }

  /**
   * As {@link #execute}, on a thread of the client. Cancelling the future cancels the call,
   * whatever it waits for.
   *
   * @param view what the caller wants of the response
   */
  public <E, D, T, R> CompletableFuture<R> executeAsync(
      Exchange<E, D, T> exchange, Function<PowerdrillResponse<T>, R> view) {
    if (transport.isClosed()) {
      throw Transport.closedFailure();
    }
    return continueAsync(exchange, view);
  }

  /**
   * As {@link #executeAsync}, for something that is under way already: if the client is closed, the
   * future fails as that of any call that closing ended.
   */
  public <E, D, T, R> CompletableFuture<R> continueAsync(
      Exchange<E, D, T> exchange, Function<PowerdrillResponse<T>, R> view) {
    CancellableFuture<R> future = new CancellableFuture<>();
    Attempts attempts =
        new Attempts(decision, transport.callTimeout(), transport.time().nanoTime());
    outstanding.put(future, exchange);
    try {
      CompletableFuture<R> running =
          Failsafe.with(attempts.policy())
              .with(transport.time().scheduler())
              .getStageAsync(
                  context -> {
                    CompletableFuture<R> attempt = attempt(exchange, view, attempts);
                    context.onCancel(() -> attempt.cancel(true));
                    return attempt;
                  });
      future.endsWith(() -> running.cancel(true));
      // On another thread: this may be the scheduler's, and what the caller hangs on it may block.
      CompletableFuture<?> unused =
          running.whenComplete(
              (value, failure) -> transport.complete(() -> end(future, exchange, value, failure)));
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(connectionFailures.closed(exchange)); // just now
    }
    if (transport.isClosed()) {
      close();
    }
    return future;
  }

  private <E, D, T, R> CompletableFuture<R> attempt(
      Exchange<E, D, T> exchange, Function<PowerdrillResponse<T>, R> view, Attempts attempts) {
    CancellableFuture<R> attempt = new CancellableFuture<>();
    Runnable giveUp = pace.take(() -> send(exchange, view, attempts, attempt));
    CompletableFuture<?> unused = attempt.whenComplete((value, failure) -> giveUp.run());
    return attempt;
  }

  private <E, D, T, R> void send(
      Exchange<E, D, T> exchange,
      Function<PowerdrillResponse<T>, R> view,
      Attempts attempts,
      CancellableFuture<R> attempt) {
    try {
      Call call = transport.newApiCall(exchange.request());
      attempts.begin(call);
      transport.enqueue(
          call,
          response -> view.apply(envelope.open(exchange, Answer.read(exchange, response))),
          attempt,
          failure -> connectionFailures.of(exchange, failure));
    } catch (RuntimeException | Error e) {
      attempt.completeExceptionally(e); // closed, or worse: nobody else would tell
    }
  }

  private <R> void end(
      CancellableFuture<R> future,
      Exchange<?, ?, ?> exchange,
      R value,
      @Nullable Throwable failure) {
    outstanding.remove(future);
    if (failure == null) {
      future.complete(value);
    } else if (transport.isClosed() && !(failure instanceof PowerdrillException)) {
      future.completeExceptionally(connectionFailures.closed(exchange)); // not: rejected, cancelled
    } else {
      future.completeExceptionally(failure);
    }
  }

  /** Fails every call that is still waiting for something. */
  @Override
  public void close() {
    outstanding.forEach(
        (future, exchange) -> future.completeExceptionally(connectionFailures.closed(exchange)));
    outstanding.clear();
  }
}
