package io.github.powerdrilljava.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import okhttp3.Response;
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

  private final StoreCalls store;
  private final RetryDecision decision;
  private final Cancellation cancellation;
  private final Function<Exception, IOException> failure;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean closed;

  /** What follows belongs to the thread that reads. */
  private StoreCalls.@Nullable Answer answer;

  private @Nullable Version version;
  private boolean begun;
  private long position;
  private long size = -1;
  private int failures;
  private boolean complete;
  private @Nullable IOException failed;

  /**
   * Opens the stream: its first response is there.
   *
   * @param cancellation ends the stream, and is ended with it: with the last byte, the first
   *     failure that is thrown, or {@link #close}
   * @param failure what a reader gets to see of a failure
   * @throws IOException as {@code failure} makes it
   */
  ObjectStream(
      StoreCalls store,
      RetryDecision decision,
      Cancellation cancellation,
      Function<Exception, IOException> failure)
      throws IOException {
    this.store = store;
    this.decision = decision;
    this.cancellation = cancellation;
    this.failure = failure;
    Cancellation.Registration unused = cancellation.onEnd(this::releaseIfEnded);
    read(opened -> 0);
  }

  private interface Read {
    int from(StoreCalls.Answer answer) throws IOException;
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
      long buffered = answer == null ? 0 : answer.response().body().source().getBuffer().size();
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
    if (failed != null) {
      throw new IOException(failed.getMessage(), failed.getCause());
    }
  }

  private int withRetries(Read read) throws IOException {
    requireOpen();
    while (!complete) {
      try {
        if (cancellation.isEnded()) {
          throw new IOException("Canceled");
        }
        if (answer == null) {
          answer = ask();
        }
        return read.from(answer);
      } catch (IOException e) {
        closeAnswer();
        failures++;
        Duration delay = begun && version == null ? null : decision.nextDelay(e, failures);
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

  private int readOn(StoreCalls.Answer from, byte[] bytes, int offset, int length)
      throws IOException {
    BufferedSource source = from.response().body().source();
    int n =
        source.getBuffer().size() > 0
            ? source.read(bytes, offset, length)
            : cancellation.interruptibly(() -> source.read(bytes, offset, length));
    if (n > 0) {
      position += n;
      failures = 0;
      store.progressed();
    } else if (position < size) {
      throw new EOFException("the response ended too early");
    } else {
      complete = true;
      closeAnswer();
      cancellation.end();
    }
    return n;
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

  private StoreCalls.Answer ask() throws IOException {
    StoreCalls.Answer asked =
        store.get(new StoreCalls.Range(position, StoreCalls.Range.OPEN, version), call -> {});
    if (!begun && asked.response().code() == 416) {
      asked.close();
      asked = store.get(null, call -> {}); // an empty object has no range to ask for
    }
    try {
      judge(asked.response());
      return asked;
    } catch (IOException | RuntimeException e) {
      asked.close();
      throw e;
    }
  }

  private void judge(Response response) throws IOException {
    if (begun && (response.code() == 412 || response.code() == 416)) {
      throw new ObjectChanged();
    }
    if (response.code() != 200 && response.code() != 206) {
      throw StoreRefusal.of(response);
    }
    Version.@Nullable Range range =
        response.code() == 206 ? Version.Range.of(response) : Version.Range.whole(response);
    if (response.code() == 206 && (range == null || range.first() != position)) {
      throw StoreRefusal.otherBytes(response);
    }
    if (version != null && (range == null || !version.isOf(range, response.headers()))) {
      throw new ObjectChanged();
    }
    if (!begun && range != null) {
      version = Version.of(range, response.headers());
      size = range.size();
    }
    begun = true;
    if (response.code() == 200) {
      response.body().source().skip(position); // no ranges here
    }
  }

  private void closeAnswer() {
    if (answer != null) {
      answer.close();
      answer = null;
    }
  }

  /** Unless a thread reads, which does this in the end. */
  private void releaseIfEnded() {
    if (cancellation.isEnded() && !reading.isHeldByCurrentThread() && reading.tryLock()) {
      try {
        if (answer != null) {
          answer.call().cancel(); // or closing would read on for a while
        }
        closeAnswer();
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
