package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** How all that is done for one operation is ended, from any thread. */
public final class Cancellation {

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Set<Runnable> actions = new CopyOnWriteArraySet<>();

  private final Observation observation;
  private volatile boolean interruption;

  /** Of something that nobody observes. */
  public Cancellation() {
    this(Observation.NONE);
  }

  /** Of an operation. */
  public Cancellation(Observation observation) {
    this.observation = observation;
  }

  /** What observers get to know of the operation. */
  public Observation observation() {
    return observation;
  }

  /** Ends everything; again does nothing. */
  public void end() {
    ended.countDown();
    actions.forEach(Runnable::run);
  }

  /** Ends everything because the thread that waits for it was interrupted. */
  public void interrupt() {
    interruption = true;
    end();
  }

  /** Something that may wait for bytes. */
  public interface Wait<T> {
    T done() throws IOException;
  }

  /** Lets an interrupt of this thread end everything, for which a socket alone does not care. */
  public <T> T interruptibly(Wait<T> wait) throws IOException {
    return new Interruptible().run(wait);
  }

  private final class Interruptible extends AbstractInterruptibleChannel {
    <T> T run(Wait<T> wait) throws IOException {
      boolean completed = false;
      begin();
      try {
        T result = wait.done();
        completed = true;
        return result;
      } finally {
        end(completed);
      }
    }

    @Override
    protected void implCloseChannel() {
      interrupt();
    }
  }

  public boolean isInterruption() {
    return interruption;
  }

  public boolean isEnded() {
    return ended.getCount() == 0;
  }

  /** Registers what else to do in the end, at once if that has come. */
  public Registration onEnd(Runnable action) {
    actions.add(action);
    if (isEnded()) {
      action.run();
    }
    return () -> actions.remove(action);
  }

  /** What is no longer to be done in the end, once this is closed. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for the end, but not longer than this; whether it has come. */
  public boolean await(long nanos) throws InterruptedIOException {
    try {
      return nanos > 0 ? ended.await(nanos, TimeUnit.NANOSECONDS) : isEnded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /**
   * Waits for something, which is cancelled when the end comes. Its failure comes as it is.
   *
   * @throws CancelledException if it was cancelled, or this thread interrupted
   */
  public <T> T await(CompletableFuture<T> future) throws IOException {
    Registration registration = onEnd(() -> future.cancel(true));
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupt();
      throw new CancelledException();
    } catch (CancellationException e) {
      throw new CancelledException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw unchecked(e);
    } finally {
      registration.close();
    }
  }

  /** What came of something in spite of the end, or its failure; to be called when the end came. */
  public <T> T unlessFailed(CompletableFuture<T> ending) {
    try {
      return ending.join();
    } catch (CompletionException e) {
      throw unchecked(e);
    }
  }

  /** What a caller that waits gets to see, with its own stack. */
  private static RuntimeException unchecked(Exception e) {
    Throwable failure = e.getCause() == null ? e : e.getCause();
    failure.setStackTrace(e.getStackTrace());
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  /** Waits so long, unless the end comes. */
  public void pause(long nanos) throws IOException {
    if (await(nanos)) {
      throw new CancelledException();
    }
  }

  /** Fails if the end has come. */
  public void check() throws CancelledException {
    if (isEnded()) {
      throw new CancelledException();
    }
  }
}
