package io.github.powerdrilljava.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
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

  private static final long UNKNOWN = -1;

  /** Less than that between two failures is no progress, or a stream might never end. */
  private static final int PROGRESS_BYTES = 64 * 1024;

  private final StoreCalls store;
  private final StoreRetries retries;
  private final Cancellation cancellation;
  private final Function<Exception, IOException> failure;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean closed;

  /** What follows belongs to the thread that reads. */
  private StoreCalls.@Nullable Answer answer;

  private @Nullable Version version;
  private boolean begun;
  private long position;
  private long sinceFailure;
  private long size = UNKNOWN;

  /** Where what the response brings ends. */
  private long end = UNKNOWN;

  /** As a 206 said; what brings all must be as long. */
  private long saidSize = UNKNOWN;

  private Digests.@Nullable Running digest;
  private boolean complete;
  private @Nullable IOException failed;

  /**
   * Opens the stream: its first response is there.
   *
   * @param store whose cancellation ends the stream, and is ended with it: with the last byte, the
   *     first failure that is thrown, or {@link #close}
   * @param failure what a reader gets to see of a failure
   * @throws IOException as {@code failure} makes it
   */
  ObjectStream(StoreCalls store, Function<Exception, IOException> failure) throws IOException {
    this.store = store;
    this.retries = store.newRetries();
    this.cancellation = store.cancellation();
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
          throw new CancelledException();
        }
        if (position == end && position < size) {
          closeAnswer(); // the store brings no more at a time
        }
        if (answer == null) {
          answer = ask();
        }
        return read.from(answer);
      } catch (IOException e) {
        closeAnswer();
        if (sinceFailure >= PROGRESS_BYTES) {
          retries.progressed();
        }
        sinceFailure = 0;
        Duration delay = begun && version == null ? null : retries.afterFailure(e);
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
    int most = end == UNKNOWN ? length : (int) Math.min(length, end - position);
    int n = most == 0 ? -1 : read(source, bytes, offset, most);
    if (n > 0) {
      position += n;
      if (digest != null) {
        digest.update(ByteBuffer.wrap(bytes, offset, n));
      }
      sinceFailure += n;
      store.progressed();
    } else if (position < size) {
      throw new EOFException("the response ended too early");
    } else {
      requireWhole(source);
      complete = true;
      closeAnswer();
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
  private void requireWhole(BufferedSource source) throws IOException {
    if (!cancellation.interruptibly(source::exhausted)) {
      throw InconsistentResponse.afterBytes("has more bytes than its range");
    }
    if (size == UNKNOWN && saidSize != UNKNOWN && position != saidSize) {
      throw InconsistentResponse.otherSize(position, saidSize);
    }
    String mismatch = digest == null ? null : digest.mismatch();
    if (mismatch != null) {
      throw new Mismatch("what arrived does not have the " + mismatch + " that it must have");
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

  private StoreCalls.Answer ask() throws IOException {
    StoreCalls.Range rest = new StoreCalls.Range(position, StoreCalls.Range.OPEN, version);
    if (begun) {
      return judged(store.get(rest, call -> {}));
    }
    try {
      return judged(store.get(rest, call -> {}));
    } catch (InconsistentResponse e) {
      return judged(store.get(null, call -> {}));
    } catch (StoreRefusal e) {
      if (e.isOfObject() || StoreRetries.isTransient(e)) {
        throw e;
      }
      return judged(store.get(null, call -> {})); // it may be the range that is refused
    }
  }

  private StoreCalls.Answer judged(StoreCalls.Answer asked) throws IOException {
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
    boolean isPart = response.code() == 206;
    Version.@Nullable Range range =
        isPart ? Version.Range.of(response) : Version.Range.whole(response);
    if (isPart) {
      requirePart(response, range);
    } else {
      Version.requireAsStored(response, saidSize);
    }
    if (version != null) {
      if (range == null || !version.isOf(range, response.headers())) {
        throw new ObjectChanged();
      }
      version.requireSameForm(response.headers());
    }
    if (!begun) {
      begin(response, range);
    }
    if (isPart) {
      end = position + (range == null ? 0 : range.length());
    } else {
      end = size;
      response.body().source().skip(position); // no ranges here
    }
  }

  private void requirePart(Response response, Version.@Nullable Range range) throws IOException {
    if (range == null || range.first() != position) {
      throw StoreRefusal.otherBytes(response);
    }
    saidSize = range.size();
    range.requireIn(response);
  }

  private void begin(Response response, Version.@Nullable Range range) {
    begun = true;
    Digests digests = new Digests(null);
    digests.expect(
        response.headers(),
        range == null ? UNKNOWN : range.size(),
        range == null || range.isWhole());
    digest = digests.isEmpty() ? null : digests.running();
    if (range != null) {
      version = Version.of(range, response.headers());
      size = range.size();
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
