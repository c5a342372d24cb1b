package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the missing parts of a known version of an object into its file, over several connections
 * at a time.
 */
final class Transfer {

  /** What all connections of a download share. */
  record Context(
      Transport transport,
      StoreCalls store,
      RetryDecision decision,
      Throttle throttle,
      Progress progress,
      Cancellation cancellation) {

    Context within(Cancellation other) {
      return new Context(transport, store.within(other), decision, throttle, progress, other);
    }
  }

  final Context context;
  final JournaledFile file;
  final Parts parts;
  private final Cancellation.Registration registration;
  private final CountDownLatch over;
  private final int connections;
  private int working;
  private @Nullable Throwable failure;

  Transfer(Context context, JournaledFile file, int connections) {
    Cancellation own = new Cancellation();
    this.context = context.within(own);
    this.registration = context.cancellation().onEnd(own::end);
    this.file = file;
    Version version = file.header().version();
    this.parts = new Parts(version.size(), file.header().partSize(), file.done(), Parts.RACE_AFTER);
    this.connections = connections;
    this.working = connections;
    this.over = new CountDownLatch(connections);
  }

  /**
   * Fetches what is missing, on this thread and others.
   *
   * @throws IOException if it could not all be fetched; what is there is kept
   */
  void run() throws IOException {
    startOthers();
    finish(new PartFetcher(this));
  }

  /** As {@link #run()}, beginning with an answer that is there already. */
  void run(Response first, long bytes) throws IOException {
    Parts.Run run = parts.takeFirst(bytes);
    startOthers();
    PartFetcher own = new PartFetcher(this);
    own.begin(run, first);
    finish(own);
  }

  private void startOthers() {
    Cancellation.Registration unused = context.cancellation().onEnd(parts::end);
    parts.split(connections - 1);
    for (int i = 1; i < connections; i++) {
      try {
        context.transport().run(new PartFetcher(this));
      } catch (RejectedExecutionException e) {
        over.countDown(); // closed: the calls of the others are cancelled, too
      }
    }
  }

  private void finish(PartFetcher own) throws IOException {
    own.run();
    awaitOthers();
    registration.close();
    synchronized (this) {
      if (failure instanceof IOException e) {
        throw e;
      } else if (failure instanceof RuntimeException e) {
        throw e;
      } else if (failure instanceof Error e) {
        throw e;
      }
    }
    if (!parts.isComplete()) {
      throw new IOException("Canceled");
    }
  }

  private void awaitOthers() throws InterruptedIOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Says that a connection has nothing more to do, or can do nothing more. */
  void leave(@Nullable Throwable cause, boolean leftToOthers) {
    synchronized (this) {
      working -= leftToOthers ? 0 : 1;
      if (cause != null && failure == null) {
        failure = cause;
      }
    }
    if (cause != null) {
      context.cancellation().end();
    }
    over.countDown();
  }

  /** Lets a connection give up, if others go on. */
  synchronized boolean leaveToOthers() {
    boolean others = working > 1 && failure == null;
    working -= others ? 1 : 0;
    return others;
  }
}
