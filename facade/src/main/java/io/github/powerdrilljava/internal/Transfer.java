package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the missing parts of a known version of an object into its file, over several connections
 * at a time.
 */
final class Transfer {

  /**
   * An object store gives one connection 90 MB/s at most. Those that bring more are held back by
   * this machine, for which more connections are only more work.
   */
  private static final double FAST_BYTES_PER_NANO = 0.1;

  private static final Duration TIME_TO_JUDGE = Duration.ofMillis(40);

  final StoreCalls store;
  final Throttle throttle;
  final Progress progress;
  final Cancellation cancellation;
  final JournaledFile file;
  final Version version;
  final Digests digests;
  final Parts parts;
  private final Cancellation whole;
  private final Cancellation.Registration registration;
  private final int atFirst;
  private final int atMost;
  private int begun;
  private int working;
  private int left;
  private @Nullable Throwable failure;

  /**
   * Prepares it.
   *
   * @param digests gets to know what responses say of the whole
   * @param atFirst with how many connections it begins
   * @param atMost how many there may be once some turn out to be slow
   */
  Transfer(
      StoreCalls store,
      Throttle throttle,
      Progress progress,
      JournaledFile file,
      Digests digests,
      int atFirst,
      int atMost) {
    Journal.Header header = file.header();
    this.cancellation = new Cancellation();
    this.store = store.within(cancellation);
    this.throttle = throttle;
    this.progress = progress;
    this.whole = store.cancellation();
    this.registration = whole.onEnd(cancellation::end);
    this.file = file;
    this.version = Objects.requireNonNull(header.version(), "a known version");
    this.digests = digests;
    this.parts =
        new Parts(version.size(), header.partSize(), file.done(), file.begun(), Parts.RACE_AFTER);
    this.atFirst = atFirst;
    this.atMost = atMost;
  }

  /**
   * Fetches what is missing, on threads of its own.
   *
   * @throws IOException if it could not all be fetched; what is there is kept
   */
  void run() throws IOException {
    begin(new PartFetcher(this));
    awaitEnd();
  }

  /** As {@link #run()}, beginning with an answer that is there already. */
  void run(StoreCalls.Answer first, long bytes) throws IOException {
    Cancellation.Registration unused = cancellation.onEnd(first.call()::cancel);
    Parts.Run run = parts.takeFirst(bytes);
    PartFetcher goingOn = new PartFetcher(this);
    begin(
        () -> {
          goingOn.begin(run, first);
          goingOn.run();
        });
    awaitEnd();
  }

  private void begin(Runnable firstFetcher) {
    Cancellation.Registration unused = cancellation.onEnd(parts::end);
    for (int i = 0; i < atFirst; i++) {
      join(); // all of them, so that the first to take its share leaves some for the others
    }
    start(firstFetcher);
    for (int i = 1; i < atFirst; i++) {
      start(new PartFetcher(this));
    }
  }

  private void start(Runnable fetcher) {
    try {
      store.run(fetcher);
    } catch (RejectedExecutionException e) {
      leave(null, false); // closed: the calls of the others are cancelled, too
    }
  }

  private synchronized boolean join() {
    if (begun == atMost || failure != null) {
      return false;
    }
    parts.addConnection();
    begun++;
    working++;
    return true;
  }

  /** Until it has come, the file is being written. */
  private void awaitEnd() throws IOException {
    boolean interrupted = false;
    while (!hasEnded()) {
      try {
        awaitLast();
      } catch (InterruptedException e) {
        interrupted = true;
        whole.interrupt();
      }
    }
    registration.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    throwFailure();
    if (!parts.isComplete()) {
      throw new CancelledException();
    }
  }

  private synchronized boolean hasEnded() {
    return left == begun;
  }

  /** Waits for the last connection to leave, and adds some if those there are do little. */
  private synchronized void awaitLast() throws InterruptedException {
    long receivedBefore = parts.received();
    long before = System.nanoTime();
    while (left < begun) {
      wait(begun < atMost ? TIME_TO_JUDGE.toMillis() : 0);
      long nanos = System.nanoTime() - before;
      if (nanos >= TIME_TO_JUDGE.toNanos()) {
        long received = parts.received();
        if (received - receivedBefore < nanos * FAST_BYTES_PER_NANO * atFirst) {
          addConnections();
        }
        receivedBefore = received;
        before += nanos;
      }
    }
  }

  private void addConnections() {
    while (join()) {
      start(new PartFetcher(this));
    }
  }

  private synchronized void throwFailure() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
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
      cancellation.end();
    }
    synchronized (this) {
      left++;
      notifyAll();
    }
  }

  /** Lets a connection give up, if others go on. */
  synchronized boolean leaveToOthers() {
    boolean others = working > 1 && failure == null;
    working -= others ? 1 : 0;
    return others;
  }
}
