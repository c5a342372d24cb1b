package io.github.powerdrilljava.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A future that, however it ends, ends the work that is done for it: by {@link #cancel}, by {@link
 * #orTimeout}, or because the work is done, when there is nothing left to end.
 */
final class CancellableFuture<T> extends CompletableFuture<T> {

  private volatile Runnable endWork = () -> {};

  CancellableFuture() {
    CompletableFuture<?> unused = whenComplete((value, failure) -> endWork.run());
  }

  /** Says how to end the work that is done from now on. */
  void endsWith(Runnable endWork) {
    this.endWork = endWork;
    if (isDone()) {
      endWork.run();
    }
  }

  /** What a caller that waits gets to see, with its own stack. */
  static RuntimeException unchecked(ExecutionException e) {
    Throwable failure = e.getCause() == null ? e : e.getCause();
    failure.setStackTrace(e.getStackTrace());
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
