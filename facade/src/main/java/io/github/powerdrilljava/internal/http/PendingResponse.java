package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response that one thread waits for while another asks for it: the one that waits can leave at
 * any time, also where the other is held up by something that cannot be ended, such as DNS.
 */
final class PendingResponse extends EventListener {

  private final Call call;
  private final Deadline deadline;
  private final CompletableFuture<Response> response = new CompletableFuture<>();

  PendingResponse(Call call, Deadline deadline) {
    this.call = call;
    this.deadline = deadline;
  }

  /** The one thread's work. */
  void ask() {
    try {
      Response received = execute(call);
      if (!response.complete(received)) {
        received.close();
      }
    } catch (IOException | RuntimeException | Error e) {
      response.completeExceptionally(e);
    }
  }

  /** Makes a call on this thread; whatever goes wrong is an {@link IOException}, or an error. */
  static Response execute(Call call) throws IOException {
    try {
      return call.execute();
    } catch (IOException e) {
      throw typed(call, e);
    } catch (Exception e) {
      throw new InterceptorException(e);
    }
  }

  /** OkHttp shows a timeout by its type, but a cancellation, or a proxy, by its text alone. */
  static IOException typed(Call call, IOException e) {
    return call.isCanceled() && !(e instanceof InterruptedIOException)
        ? new CancelledException(e)
        : ProxyWatch.typed(call, e);
  }

  /** The other thread's work. */
  Response await() throws IOException {
    try {
      return awaitInTime();
    } catch (IOException | RuntimeException | Error e) {
      if (!response.completeExceptionally(e) && !response.isCompletedExceptionally()) {
        response.join().close();
      }
      call.cancel();
      throw e;
    }
  }

  private Response awaitInTime() throws IOException {
    while (true) {
      try {
        return response.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (deadline.nanosLeft() <= 0) {
          throw deadline.passed(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IOException(cause);
  }

  @Override
  public void canceled(Call cancelled) {
    response.completeExceptionally(new CancelledException());
  }
}
