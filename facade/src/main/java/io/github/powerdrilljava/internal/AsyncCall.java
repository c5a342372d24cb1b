package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;

/** A call that completes a future, also where its thread is held up by what cannot be ended. */
final class AsyncCall<T> extends EventListener implements Runnable {

  /**
   * How long a cancelled call may take to end by itself, before its future is told: the rest of the
   * time it is held up by something like DNS.
   */
  private static final long CANCEL_MILLIS = 100;

  private final Call call;
  private final Transport.Reader<T> reader;
  private final CancellableFuture<T> future;
  private final Function<IOException, RuntimeException> failure;
  private final Transport transport;

  AsyncCall(
      Call call,
      Transport.Reader<T> reader,
      CancellableFuture<T> future,
      Function<IOException, RuntimeException> failure,
      Transport transport) {
    this.call = call;
    this.reader = reader;
    this.future = future;
    this.failure = failure;
    this.transport = transport;
  }

  @Override
  public void run() {
    Runnable completion = outcome();
    transport.end(call);
    completion.run(); // which may take long: it is the caller's, and holds up no other call
  }

  private Runnable outcome() {
    try (Response response = execute(call)) {
      T value = reader.read(response);
      return () -> future.complete(value);
    } catch (IOException e) {
      RuntimeException shown = failure.apply(typed(call, e));
      return () -> future.completeExceptionally(shown);
    } catch (RuntimeException | Error e) {
      return () -> future.completeExceptionally(e);
    }
  }

  /** Makes a call on this thread; whatever goes wrong is an {@link IOException}, or an error. */
  static Response execute(Call call) throws IOException {
    try {
      return call.execute();
    } catch (IOException e) {
      throw typed(call, e);
    } catch (Exception e) {
      throw new ClientFailure(e);
    }
  }

  /** OkHttp tells a timeout by its type, but a cancellation by its text alone. */
  private static IOException typed(Call call, IOException e) {
    return call.isCanceled() && !(e instanceof InterruptedIOException)
        ? new CancelledException(e)
        : e;
  }

  /** Where the future is still open, nobody but the call timeout cancels its call. */
  @Override
  public void canceled(Call cancelled) {
    if (future.isDone() || transport.isClosed()) {
      return; // who closes it, tells all
    }
    try {
      ScheduledFuture<?> unused =
          transport
              .time()
              .scheduler()
              .schedule(
                  () -> transport.complete(this::tellTimeout),
                  CANCEL_MILLIS,
                  TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // closed just now
    }
  }

  private void tellTimeout() {
    if (!future.isDone()) {
      future.completeExceptionally(failure.apply(new InterruptedIOException("timeout")));
    }
  }
}
