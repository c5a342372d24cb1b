package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.store.InconsistentResponseException;
import io.github.powerdrilljava.internal.store.RangeRequest;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.StoreException;
import io.github.powerdrilljava.internal.store.StoreResponse;
import io.github.powerdrilljava.internal.store.StoreRetries;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object in their order, resumed where a connection broke or the URL expired. Where
 * the object changes meanwhile, or cannot be told from another version, reading fails instead.
 *
 * <p>One thread reads at a time, and only that one touches the response. Any thread may close: that
 * cancels the call, and where a thread reads, it is that one which closes the response.
 */
final class ObjectStream {

  /** Less than that between two failures is no progress, or a stream might never end. */
  private static final int PROGRESS_BYTES = 64 * 1024;

  private final StoreClient store;
  private final StoreRetries retries;
  private final Cancellation cancellation;
  private final Function<Exception, IOException> failure;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean closed;
  private volatile @Nullable IOException failed;

  /** What follows belongs to the thread that reads. */
  private final StreamedObject object = new StreamedObject();

  private @Nullable StoreResponse response;
  private long sinceFailure;
  private boolean complete;

  /**
   * Opens the stream: its first response is there.
   *
   * @param store whose cancellation ends the stream, and is ended with it: with the last byte, the
   *     first failure that is thrown, or {@link #close}
   * @param failure what a reader gets to see of a failure
   * @throws IOException as {@code failure} makes it
   */
  ObjectStream(StoreClient store, Function<Exception, IOException> failure) throws IOException {
    this.store = store;
    this.retries = store.newRetries();
    this.cancellation = store.cancellation();
    this.failure = failure;
    Cancellation.Registration unused = cancellation.onEnd(this::releaseIfEnded);
    read(opened -> 0);
  }

  private interface Read {
    int from(StoreResponse response) throws IOException;
  }

  /** Why it ended before its last byte; null if it did not, or was closed. */
  @Nullable Throwable failure() {
    IOException shown = failed;
    return shown == null ? null : shown.getCause();
  }

  /** As {@link java.io.InputStream#read(byte[], int, int)}. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    return read(from -> length == 0 ? 0 : readOn(from, bytes, offset, length));
  }

  /** How many bytes can be read without waiting; none where another thread reads. */
  int available() throws IOException {
    if (!reading.tryLock()) {
      return 0;
    }
    try {
      requireOpen();
      long buffered = response == null ? 0 : response.http().body().source().getBuffer().size();
      return (int) Math.min(buffered, Integer.MAX_VALUE);
    } finally {
      reading.unlock();
      releaseIfEnded();
    }
  }

  private int read(Read read) throws IOException {
    reading.lock();
    try {
      return withRetries(read);
    } finally {
      reading.unlock();
      releaseIfEnded();
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("The stream is closed.");
    }
    IOException shown = failed;
    if (shown != null) {
      throw new IOException(shown.getMessage(), shown.getCause());
    }
  }

  private int withRetries(Read read) throws IOException {
    requireOpen();
    while (!complete) {
      try {
        if (cancellation.isEnded()) {
          throw new CancelledException();
        }
        if (object.needsAnotherResponse()) {
          closeResponse();
        }
        if (response == null) {
          response = ask();
        }
        return read.from(response);
      } catch (IOException e) {
        closeResponse();
        if (sinceFailure >= PROGRESS_BYTES) {
          retries.progressed();
        }
        sinceFailure = 0;
        Duration delay = object.canResume() ? retries.afterFailure(e) : null;
        if (delay == null || endsWithin(delay)) {
          throw fail(e);
        }
      } catch (RuntimeException e) {
        throw fail(e);
      } catch (Error e) {
        fail(new IOException(e)); // what was read then is lost
        throw e;
      }
    }
    return -1;
  }

  private int readOn(StoreResponse from, byte[] bytes, int offset, int length) throws IOException {
    BufferedSource source = from.http().body().source();
    int most = object.most(length);
    int n = most == 0 ? -1 : read(source, bytes, offset, most);
    if (n > 0) {
      object.advance(bytes, offset, n);
      sinceFailure += n;
      store.progressed();
    } else if (object.isCutOff()) {
      throw new EOFException("the response ended too early");
    } else {
      requireEnd(source);
      object.requireWhole();
      complete = true;
      closeResponse();
      cancellation.end();
    }
    return n;
  }

  private int read(BufferedSource source, byte[] bytes, int offset, int length) throws IOException {
    return source.getBuffer().size() > 0
        ? source.read(bytes, offset, length)
        : cancellation.interruptibly(() -> source.read(bytes, offset, length));
  }

  /** What has been read cannot be taken back, but need not be believed. */
  private void requireEnd(BufferedSource source) throws IOException {
    if (!cancellation.interruptibly(source::exhausted)) {
      throw InconsistentResponseException.afterBytes("has more bytes than its range");
    }
  }

  private boolean endsWithin(Duration delay) {
    try {
      return cancellation.await(delay.toNanos());
    } catch (InterruptedIOException e) {
      cancellation.interrupt();
      return true;
    }
  }

  /** The first failure that a reader sees is the last: what comes later could be of elsewhere. */
  private IOException fail(Exception cause) {
    IOException shown = closed ? new IOException("The stream is closed.") : failure.apply(cause);
    failed = shown;
    cancellation.end();
    return shown;
  }

  private StoreResponse ask() throws IOException {
    RangeRequest rest = object.rest();
    if (object.isBegun()) {
      return accepted(store.get(rest, call -> {}));
    }
    try {
      return accepted(store.get(rest, call -> {}));
    } catch (InconsistentResponseException e) {
      return accepted(store.get(null, call -> {}));
    } catch (StoreException e) {
      if (e.isOfObject() || StoreRetries.isTransient(e)) {
        throw e;
      }
      return accepted(store.get(null, call -> {})); // it may be the range that is refused
    }
  }

  private StoreResponse accepted(StoreResponse asked) throws IOException {
    try {
      object.accept(asked.http());
      return asked;
    } catch (IOException | RuntimeException e) {
      asked.close();
      throw e;
    }
  }

  private void closeResponse() {
    if (response != null) {
      response.close();
      response = null;
    }
  }

  /** Unless a thread reads, which does this in the end. */
  private void releaseIfEnded() {
    if (cancellation.isEnded() && !reading.isHeldByCurrentThread() && reading.tryLock()) {
      try {
        if (response != null) {
          response.call().cancel(); // or closing would read on for a while
        }
        closeResponse();
      } finally {
        reading.unlock();
      }
    }
  }

  /** Ends the stream. False if it had ended already, so that nothing was left to release. */
  boolean close() {
    closed = true;
    boolean open = !cancellation.isEnded();
    cancellation.end();
    return open;
  }
}
