package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.Deadline;
import io.github.powerdrilljava.internal.http.Observation;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * One call with all its attempts: each waits for its turn, makes a request, and reads the response,
 * on the caller's thread from start to end by {@link #run}, on threads of the client by {@link
 * #start}.
 */
final class ApiCall<E, D, T> {

  private final ApiCalls calls;
  private final ApiRequest<E, D, T> request;
  private final Attempts attempts;
  private final Observation observation;
  private final Cancellation cancellation;

  /** The one that came last. */
  private volatile Turns.@Nullable Turn turn;

  /**
   * Makes nothing yet.
   *
   * @param parent what it is a part of
   */
  ApiCall(ApiCalls calls, ApiRequest<E, D, T> request, Observation parent) {
    this.calls = calls;
    this.request = request;
    this.observation = calls.transport.observers().observe(request.subject(), parent);
    this.cancellation = new Cancellation(observation);
    this.attempts =
        new Attempts(
            calls.policy,
            Objects.requireNonNullElse(request.callTimeout(), calls.transport.callTimeout()),
            calls.transport.time().nanoTime());
  }

  /** Ends whatever it waits for. */
  void end() {
    cancellation.end();
  }

  /** Waits on this thread. */
  PowerdrillResponse<T> run() {
    try {
      return observation.of(this::runAttempts);
    } finally {
      calls.forget(this);
    }
  }

  private PowerdrillResponse<T> runAttempts() {
    while (true) {
      await(
          over -> {
            Turns.Turn taken = takeTurn(over);
            return () -> {
              taken.giveUp();
              taken.end(); // it may have come just then
            };
          });
      try {
        return attempt();
      } catch (PowerdrillException e) {
        Duration delay = delayAfter(e);
        if (delay == null) {
          throw e;
        }
        await(over -> calls.transport.time().after(delay, over));
      }
    }
  }

  private @Nullable Duration delayAfter(PowerdrillException failure) {
    Duration delay = attempts.delayAfter(failure);
    if (delay != null) {
      observation.retries(attempts.failed(), delay, () -> String.valueOf(failure.getMessage()));
    }
    return delay;
  }

  private Turns.Turn takeTurn(Runnable over) {
    return calls.turns.take(
        came -> {
          turn = came;
          over.run();
        });
  }

  /** Waits on no thread. However the future ends, the call does. */
  <R> CompletableFuture<R> start(Function<PowerdrillResponse<T>, R> view) {
    CompletableFuture<R> future = new CompletableFuture<>();
    CompletableFuture<?> unused =
        future.whenComplete(
            (value, failure) -> {
              observation.ended(failure);
              end();
              calls.forget(this);
            });
    observation.started();
    onEnd(() -> failAsClosed(future));
    begin(future, view);
    return future;
  }

  private <R> void begin(CompletableFuture<R> future, Function<PowerdrillResponse<T>, R> view) {
    wait(
        over -> takeTurn(over)::giveUp,
        () -> calls.transport.run(() -> attempt(future, view)),
        future);
  }

  private <R> void attempt(CompletableFuture<R> future, Function<PowerdrillResponse<T>, R> view) {
    try {
      R result = view.apply(attempt());
      observation.ended(null); // before the caller hears of it
      future.complete(result);
    } catch (PowerdrillException e) {
      Duration delay = delayAfter(e);
      if (delay == null) {
        observation.ended(e);
        future.completeExceptionally(e);
      } else {
        wait(over -> calls.transport.time().after(delay, over), () -> begin(future, view), future);
      }
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
    }
  }

  /** Something to wait for; gives back how to give it up. */
  private interface Delay {
    Runnable begin(Runnable over);
  }

  private void await(Delay wait) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      Runnable giveUp = wait.begin(() -> over.complete(null));
      try {
        cancellation.check();
        if (!over.isDone()) {
          cancellation.await(over);
        }
      } catch (IOException | RuntimeException | Error e) {
        giveUp.run();
        throw e;
      }
    } catch (IOException e) {
      throw failure(e);
    } catch (RejectedExecutionException e) {
      throw failure(new CancelledException(e)); // by the end of the client, just now
    }
  }

  private void wait(Delay wait, Runnable then, CompletableFuture<?> future) {
    Runnable guarded =
        () -> {
          try {
            then.run();
          } catch (RejectedExecutionException e) {
            failAsClosed(future); // just now
          } catch (Error e) { // there is no thread for it
            future.completeExceptionally(e);
            throw e;
          }
        };
    try {
      onEnd(wait.begin(guarded));
    } catch (RejectedExecutionException e) {
      failAsClosed(future);
    }
  }

  private void onEnd(Runnable action) {
    Cancellation.Registration unused = cancellation.onEnd(action);
  }

  private void failAsClosed(CompletableFuture<?> future) {
    if (!future.isDone()) {
      future.completeExceptionally(failure(new CancelledException()));
    }
  }

  private PowerdrillException failure(IOException cause) {
    return calls.connectionErrors.of(
        request.action(), request.http().url(), request.externalTraceId(), cause);
  }

  /** Makes a request on this thread, in the turn that has come. */
  private PowerdrillResponse<T> attempt() {
    Turns.Turn own = Objects.requireNonNull(turn);
    try {
      observation.turnCame(own.waited());
      return request();
    } finally {
      own.end();
    }
  }

  private PowerdrillResponse<T> request() {
    Call call = calls.transport.newApiCall(request.http(), request.callTimeout(), observation);
    Deadline deadline = attempts.begin();
    Cancellation.Registration registration = cancellation.onEnd(call::cancel);
    try {
      ApiResponse response =
          cancellation.interruptibly(
              () -> calls.transport.call(call, deadline, http -> ApiResponse.read(request, http)));
      return calls.envelope.open(request, response);
    } catch (IOException e) {
      throw failure(e);
    } finally {
      registration.close();
    }
  }
}
