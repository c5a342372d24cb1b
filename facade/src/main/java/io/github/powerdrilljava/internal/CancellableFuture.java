package io.github.powerdrilljava.internal;

import java.util.concurrent.CompletableFuture;

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
}
