package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.PowerdrillException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection's work in a {@link Transfer}: takes runs of parts, writes them at their places,
 * and resumes from the last byte where a connection breaks.
 */
final class PartFetcher implements Runnable {

  private static final int BUFFER_BYTES = 256 * 1024;

  /** Less than that between two failures is no progress, or a download might never end. */
  private static final int PROGRESS_BYTES = 64 * 1024;

  /** What has arrived is written and remembered after that long, if not before. */
  private static final long KEEP_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Transfer transfer;
  private final StoreCalls store;
  private final Throttle throttle;
  private final Progress progress;
  private final Cancellation cancellation;
  private final Version version;
  private final StoreRetries retries;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final CRC32C crc = new CRC32C();
  private Parts.@Nullable Run run;
  private @Nullable Call call;
  private int part = -1;
  private int begun;
  private long position;
  private long remembered;
  private long rememberedAt = System.nanoTime();
  private long sinceFailure;
  private boolean gaveUp;
  private @Nullable IOException failed;
  private @Nullable Throwable thrown;

  PartFetcher(Transfer transfer) {
    this.transfer = transfer;
    this.store = transfer.store;
    this.throttle = transfer.throttle;
    this.progress = transfer.progress;
    this.cancellation = transfer.cancellation;
    this.version = transfer.version;
    this.retries = store.newRetries();
  }

  /** Begins with a run whose response is there already. A failure of it is one like any other. */
  void begin(Parts.Run first, StoreCalls.Answer answer) {
    run = first;
    call = answer.call();
    first.fetchedBy(answer.call());
    try {
      if (moveTo(first)) {
        read(answer.response(), first);
      }
    } catch (IOException e) {
      if (e instanceof InconsistentResponse inconsistent && !inconsistent.mayPass) {
        thrown = e; // also where nothing is left to fetch
      } else {
        failed = e;
      }
    } catch (RuntimeException | Error e) {
      thrown = e; // by the caller's listener; the other connections have to be ended first
    }
  }

  @Override
  public void run() {
    Throwable cause = thrown;
    try {
      Parts.Run next = cause != null ? null : run != null ? run : transfer.parts.take();
      while (next != null) {
        run = next;
        if (!fetch(next)) {
          break;
        }
        next = transfer.parts.take();
      }
    } catch (IOException | RuntimeException | Error e) {
      cause = e;
    } finally {
      cause = leaveBehind(cause);
      boolean cancelled = cancellation.isEnded() && cause instanceof IOException;
      transfer.leave(cancelled ? null : cause, gaveUp);
    }
  }

  private @Nullable Throwable leaveBehind(@Nullable Throwable cause) {
    Throwable failure = cause;
    try {
      remember();
    } catch (IOException e) {
      failure = cause == null ? e : cause;
    }
    if (run != null) {
      transfer.parts.giveBack(run);
    }
    return failure;
  }

  /** Fetches a run; false if another connection has to. */
  private boolean fetch(Parts.Run run) throws IOException {
    while (moveTo(run)) {
      try {
        if (failed != null) {
          IOException earlier = failed;
          failed = null;
          throw earlier;
        }
        ask(run);
      } catch (IOException e) {
        if (run.part() == part && !pause(e)) {
          return false;
        }
      } catch (PowerdrillException e) {
        gaveUp = transfer.leaveToOthers(); // no new URL, but the old one may do for them
        if (!gaveUp) {
          throw e;
        }
        return false;
      }
    }
    return true;
  }

  private void ask(Parts.Run run) throws IOException {
    skipBegun(run);
    StoreCalls.Range range = new StoreCalls.Range(position, run.end(), version);
    try (StoreCalls.Answer answer =
        store.get(
                range,
                begun -> {
                  call = begun;
                  run.fetchedBy(begun);
                })) {
      read(answer.response(), run);
    }
  }

  /** Goes to the part that is to be fetched next, or stays in it; false if there is none. */
  private boolean moveTo(Parts.Run run) throws IOException {
    int next = run.part();
    if (next >= 0 && next != part) {
      remember();
      part = next;
      position = transfer.parts.offset(next);
      crc.reset();
      remembered = position;
      begun = transfer.parts.takeBegun(next);
    }
    if (next < 0) {
      remember();
      part = -1;
    }
    return next >= 0 && !cancellation.isEnded();
  }

  /** Leaves out what is there already of this part; a response that is being read brings all. */
  private void skipBegun(Parts.Run run) throws IOException {
    if (begun > 0 && position == transfer.parts.offset(part)) {
      transfer.file.part().read(position, begun, crc::update);
      position += begun;
      remembered = position;
      run.received(begun);
    }
    begun = 0;
  }

  /** Adds to the journal what has been written of this part. */
  private void remember() throws IOException {
    if (part >= 0 && position > remembered) {
      long begin = transfer.parts.offset(part);
      transfer.file.add(part, new Journal.Prefix((int) (position - begin), (int) crc.getValue()));
      remembered = position;
      rememberedAt = System.nanoTime();
    }
  }

  private void read(Response response, Parts.Run run) throws IOException {
    Version.Range range = version.require(response, position);
    transfer.digests.expect(response.headers(), version.size(), range.isWhole());
    Digests.Running ownDigest = range.isWhole() ? null : Digests.ofRange(response.headers());
    long left = range.length();
    BufferedSource source = response.body().source();
    while (left > 0) {
      int reading = part;
      if (!moveTo(run) || part != reading) {
        leaveRest(source, left, ownDigest);
        return;
      }
      long partEnd = transfer.parts.offset(part + 1);
      long most = Math.min(Math.min(partEnd - position, left), BUFFER_BYTES);
      buffer.clear().limit(throttle.portion((int) most));
      try {
        fill(source);
      } finally {
        write(run, partEnd, ownDigest);
        left -= buffer.limit();
      }
      cancellation.pause(throttle.nanosToWait(buffer.limit()));
    }
    requireEnd(response, ownDigest);
  }

  /** Leaves the rest of a response to others, who ask for it themselves. */
  private void leaveRest(BufferedSource source, long left, Digests.@Nullable Running ownDigest)
      throws IOException {
    if (ownDigest != null && !cancellation.isEnded()) {
      for (long rest = left; rest > 0; rest -= buffer.limit()) { // the checksum is of all of it
        buffer.clear().limit((int) Math.min(rest, BUFFER_BYTES));
        fill(source);
        ownDigest.update(buffer.flip());
      }
      requireChecksum(ownDigest);
    }
    if (call != null) {
      call.cancel(); // closing would read on for a while
    }
  }

  private static void requireChecksum(Digests.@Nullable Running ownDigest)
      throws InconsistentResponse {
    if (ownDigest != null && ownDigest.mismatch() != null) {
      throw InconsistentResponse.afterBytes("does not have the checksum that it names itself");
    }
  }

  /** A body that goes on is not the range that it says it is, and its bytes may be any. */
  private static void requireEnd(Response response, Digests.@Nullable Running ownDigest)
      throws IOException {
    if (!response.body().source().exhausted()) {
      throw InconsistentResponse.afterBytes(
          "has more bytes" + Version.encoded(response) + " than its range");
    }
    requireChecksum(ownDigest);
  }

  /** Until the buffer is full, or what is in it has waited long enough. */
  private void fill(BufferedSource source) throws IOException {
    long start = System.nanoTime();
    do {
      if (source.read(buffer) < 0) {
        throw new EOFException("the response ended too early");
      }
    } while (buffer.hasRemaining() && System.nanoTime() - start < KEEP_AFTER_NANOS);
  }

  /** Writes what is in the buffer. */
  private void write(Parts.Run run, long partEnd, Digests.@Nullable Running ownDigest)
      throws IOException {
    buffer.flip();
    if (ownDigest != null) {
      ownDigest.update(buffer);
    }
    transfer.file.part().write(buffer.duplicate(), position);
    crc.update(buffer);
    position += buffer.limit();
    sinceFailure += buffer.limit();
    run.received(position - transfer.parts.offset(part));
    if (position == partEnd) {
      remember();
      run.finish(part);
      store.progressed();
      moveTo(run);
    } else if (System.nanoTime() - rememberedAt >= KEEP_AFTER_NANOS) {
      remember();
    }
    progress.received(transfer.parts.received());
  }

  /** Waits before the next attempt; false if there is none for this connection. */
  private boolean pause(IOException failure) throws IOException {
    if (sinceFailure >= PROGRESS_BYTES) {
      retries.progressed();
    }
    sinceFailure = 0;
    if (cancellation.isEnded()) {
      return false;
    }
    Duration delay = retries.afterFailure(failure);
    if (delay == null) {
      boolean isTooMany =
          failure instanceof StoreRefusal
              || (StoreRetries.isTransient(failure) && !(failure instanceof InconsistentResponse));
      gaveUp = isTooMany && transfer.leaveToOthers();
      if (!gaveUp) {
        throw failure;
      }
      return false; // the store may not want so many connections
    }
    return !cancellation.await(delay.toNanos());
  }
}
