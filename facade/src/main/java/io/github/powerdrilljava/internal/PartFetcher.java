package io.github.powerdrilljava.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection's work in a {@link Transfer}: takes runs of parts, writes them at their places,
 * and goes on from the last byte where a connection breaks.
 */
final class PartFetcher implements Runnable {

  private static final int BUFFER_BYTES = 256 * 1024;

  /** Less than that between two failures is no progress, or a download might never end. */
  private static final int PROGRESS_BYTES = 64 * 1024;

  private final Transfer transfer;
  private final Transfer.Context context;
  private final Version version;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final CRC32C crc = new CRC32C();
  private Parts.@Nullable Run run;
  private @Nullable Call call;
  private int part = -1;
  private long position;
  private int failures;
  private long sinceFailure;
  private boolean gaveUp;
  private @Nullable IOException failed;
  private @Nullable Throwable thrown;

  PartFetcher(Transfer transfer) {
    this.transfer = transfer;
    this.context = transfer.context;
    this.version = transfer.file.header().version();
  }

  /** Begins with a run whose answer is there already. A failure of it is one like any other. */
  void begin(Parts.Run first, StoreCalls.Answer answer) {
    run = first;
    call = answer.call();
    first.fetchedBy(answer.call());
    try {
      if (moveTo(first)) {
        read(answer.response(), first);
      }
    } catch (IOException e) {
      failed = e;
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
      if (run != null) {
        transfer.parts.giveBack(run);
      }
      boolean cancelled = context.cancellation().isEnded() && cause instanceof IOException;
      transfer.leave(cancelled ? null : cause, gaveUp);
    }
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
      }
    }
    return true;
  }

  private void ask(Parts.Run run) throws IOException {
    StoreCalls.Range range = new StoreCalls.Range(position, run.end(), version);
    try (StoreCalls.Answer answer =
        context
            .store()
            .get(
                range,
                begun -> {
                  call = begun;
                  run.fetchedBy(begun);
                })) {
      read(answer.response(), run);
    }
  }

  /** Goes to the part that is to be fetched next, or stays in it; false if there is none. */
  private boolean moveTo(Parts.Run run) {
    int next = run.part();
    if (next >= 0 && next != part) {
      part = next;
      position = transfer.parts.offset(next);
      crc.reset();
    }
    if (next < 0) {
      part = -1;
    }
    return next >= 0 && !context.cancellation().isEnded();
  }

  private void read(Response response, Parts.Run run) throws IOException {
    long end = position + version.require(response, position).length();
    BufferedSource source = response.body().source();
    while (position < end) {
      int reading = part;
      if (!moveTo(run) || part != reading) {
        if (call != null) {
          call.cancel(); // the rest is left to others: closing would read on for a while
        }
        return;
      }
      long partEnd = transfer.parts.offset(part + 1);
      long most = Math.min(Math.min(partEnd, end) - position, BUFFER_BYTES);
      buffer.clear().limit(context.throttle().portion((int) most));
      try {
        fill(source);
      } finally {
        write(run, partEnd);
      }
      context.cancellation().pause(context.throttle().nanosToWait(buffer.limit()));
    }
  }

  private void fill(BufferedSource source) throws IOException {
    while (buffer.hasRemaining()) {
      if (source.read(buffer) < 0) {
        throw new EOFException("the answer ended too early");
      }
    }
  }

  /** Writes what is in the buffer, all of it or not. */
  private void write(Parts.Run run, long partEnd) throws IOException {
    buffer.flip();
    crc.update(buffer.duplicate());
    transfer.file.part().write(buffer, position);
    position += buffer.limit();
    sinceFailure += buffer.limit();
    run.received(position - transfer.parts.offset(part));
    if (position == partEnd) {
      transfer.file.add(part, (int) crc.getValue());
      run.finish(part);
      context.store().progressed();
      moveTo(run);
    }
    context.progress().received(transfer.parts.received());
  }

  /** Waits before the next attempt; false if there is none for this connection. */
  private boolean pause(IOException failure) throws IOException {
    failures = sinceFailure >= PROGRESS_BYTES ? 1 : failures + 1;
    sinceFailure = 0;
    if (context.cancellation().isEnded()) {
      return false;
    }
    Duration delay = context.decision().nextDelay(failure, failures);
    if (delay == null) {
      gaveUp = RetryDecision.mayPass(failure) && transfer.leaveToOthers();
      if (!gaveUp) {
        throw failure;
      }
      return false; // the store may not want so many connections
    }
    return !context.cancellation().await(delay.toNanos());
  }
}
