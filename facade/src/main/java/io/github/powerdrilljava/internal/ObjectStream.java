package io.github.powerdrilljava.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The content of an object as a stream that goes on where its connection broke or its URL ended.
 * Where the object changes meanwhile, or cannot be told from another version, it fails instead.
 */
final class ObjectStream extends InputStream {

  private final StoreCalls store;
  private final RetryDecision decision;
  private final Cancellation cancellation;
  private final Function<Exception, IOException> failure;
  private StoreCalls.@Nullable Answer answer;
  private @Nullable Version version;
  private boolean begun;
  private long position;
  private long size = -1;
  private int failures;

  /**
   * Opens the stream: its first answer is there.
   *
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
    withRetries(opened -> 0);
  }

  private interface Read {
    int from(StoreCalls.Answer answer) throws IOException;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return length == 0 ? 0 : withRetries(from -> readOn(from, bytes, offset, length));
  }

  private int readOn(StoreCalls.Answer from, byte[] bytes, int offset, int length)
      throws IOException {
    int n = from.response().body().source().read(bytes, offset, length);
    if (n > 0) {
      position += n;
      failures = 0;
      store.progressed();
    } else if (position < size) {
      throw new EOFException("the answer ended too early");
    }
    return n;
  }

  private int withRetries(Read read) throws IOException {
    while (true) {
      try {
        if (cancellation.isEnded()) {
          throw new IOException("Canceled");
        }
        StoreCalls.Answer from = answer;
        if (from == null) {
          from = ask();
          answer = from;
        }
        return read.from(from);
      } catch (IOException e) {
        closeAnswer();
        failures++;
        Duration delay = begun && version == null ? null : decision.nextDelay(e, failures);
        if (delay == null || cancellation.await(delay.toNanos())) {
          throw failure.apply(e);
        }
      } catch (RuntimeException e) {
        closeAnswer();
        throw failure.apply(e);
      }
    }
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

  @Override
  public void close() {
    cancellation.end();
    closeAnswer();
  }
}
