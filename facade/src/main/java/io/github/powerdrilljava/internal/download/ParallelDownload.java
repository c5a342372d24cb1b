package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.store.Checksums;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.StoreResponse;
import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the missing parts of a known version of an object into its file, over several connections
 * at a time.
 */
final class ParallelDownload {

  final StoreClient store;
  final BandwidthLimiter limiter;
  final ProgressReporter progress;
  final Cancellation cancellation;
  final JournaledFile file;
  final Version version;
  final Checksums checksums;
  final Segments segments;
  private final @Nullable StoreResponse first;
  private final long firstBytes;
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
   * @param checksums receives what responses state about the whole
   * @param first the response to the first request, to be closed here; null if none was made
   * @param firstBytes how many bytes it brings
   * @param plan how many connections there are
   */
  ParallelDownload(
      StoreClient store,
      BandwidthLimiter limiter,
      ProgressReporter progress,
      JournaledFile file,
      Checksums checksums,
      @Nullable StoreResponse first,
      long firstBytes,
      DownloadPlan plan) {
    Journal.Header header = file.header();
    this.cancellation = new Cancellation(store.cancellation().observation());
    this.store = store.within(cancellation);
    this.limiter = limiter;
    this.progress = progress;
    this.whole = store.cancellation();
    this.registration = whole.onEnd(cancellation::end);
    this.file = file;
    this.version = Objects.requireNonNull(header.version(), "a known version");
    this.checksums = checksums;
    this.segments =
        new Segments(
            version.size(), header.partSize(), file.done(), file.begun(), Segments.RACE_AFTER);
    this.first = first;
    this.firstBytes = firstBytes;
    this.atFirst = plan.connectionsAtFirst(version.size());
    this.atMost = plan.mostConnections(version.size());
  }

  /** Whether an earlier attempt or download left parts of it. */
  boolean resumes() {
    return first == null;
  }

  /**
   * Fetches what is missing, on threads of its own.
   *
   * @throws IOException if it could not all be fetched; what is there is kept
   */
  void run() throws IOException {
    progress.begin(version.size());
    try {
      begin();
      awaitEnd();
    } finally {
      if (first != null) {
        first.close();
      }
    }
  }

  private void begin() {
    Cancellation.Registration unused = cancellation.onEnd(segments::end);
    Segment segment = null;
    if (first != null) {
      Cancellation.Registration unusedToo = cancellation.onEnd(first.call()::cancel);
      segment = segments.takeFirst(firstBytes);
    }
    for (int i = 0; i < atFirst; i++) {
      join(); // all of them, so that the first to take its share leaves some for the others
    }
    start(new SegmentFetcher(this, 0, segment, first));
    for (int i = 1; i < atFirst; i++) {
      start(new SegmentFetcher(this, i, null, null));
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
    segments.addConnection();
    begun++;
    working++;
    return true;
  }

  private synchronized int connections() {
    return begun;
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
    if (!segments.isComplete()) {
      throw new CancelledException();
    }
  }

  private synchronized boolean hasEnded() {
    return left == begun;
  }

  /** Waits for the last connection to leave, and adds some if those there are do little. */
  private synchronized void awaitLast() throws InterruptedException {
    Throughput throughput = new Throughput(atFirst, System.nanoTime(), segments.received());
    while (left < begun) {
      wait(begun < atMost ? Throughput.TIME_TO_JUDGE.toMillis() : 0);
      if (throughput.isLow(System.nanoTime(), segments.received())) {
        addConnections();
      }
    }
  }

  private void addConnections() {
    while (join()) {
      start(new SegmentFetcher(this, connections() - 1, null, null));
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

  /** Records that a connection has nothing more to do, or can do nothing more. */
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
