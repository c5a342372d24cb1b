package io.github.powerdrilljava.internal;

import java.util.concurrent.CompletableFuture;

/**
 * A future whose cancellation reaches the work that is done for it, whatever that is at the time.
 */
final class CancellableFuture<T> extends CompletableFuture<T> {

  private volatile Runnable cancelWork = () -> {};

  /** Says how to cancel the work that is done from now on. */
  void onCancel(Runnable cancelWork) {
    this.cancelWork = cancelWork;
    if (isCancelled()) {
      cancelWork.run();
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      cancelWork.run();
    }
    return cancelled;
  }
}
