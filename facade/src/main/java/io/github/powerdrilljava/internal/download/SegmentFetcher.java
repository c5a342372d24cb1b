package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.store.Checksums;
import io.github.powerdrilljava.internal.store.ContentRange;
import io.github.powerdrilljava.internal.store.InconsistentResponseException;
import io.github.powerdrilljava.internal.store.RangeRequest;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.StoreException;
import io.github.powerdrilljava.internal.store.StoreResponse;
import io.github.powerdrilljava.internal.store.StoreRetries;
import io.github.powerdrilljava.internal.store.Version;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection's work in a {@link ParallelDownload}: takes segments, writes their parts at their
 * places, and resumes from the last byte where a connection breaks.
 */
final class SegmentFetcher implements Runnable {

  private static final int BUFFER_BYTES = 256 * 1024;

  /** Less than that between two failures is no progress, or a download might never end. */
  private static final int PROGRESS_BYTES = 64 * 1024;

  private final ParallelDownload download;
  private final int connection;
  private final Segments segments;
  private final StoreClient store;
  private final Cancellation cancellation;
  private final StoreRetries retries;
  private final PartWriter writer;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private @Nullable Segment segment;
  private @Nullable StoreResponse first;
  private @Nullable Call call;
  private long sinceFailure;
  private boolean gaveUp;

  /**
   * Prepares it.
   *
   * @param connection its number
   * @param segment with which it begins, null to take one
   * @param first the response for it, null if none is there
   */
  SegmentFetcher(
      ParallelDownload download,
      int connection,
      @Nullable Segment segment,
      @Nullable StoreResponse first) {
    this.download = download;
    this.connection = connection;
    this.segments = download.segments;
    this.store = download.store;
    this.cancellation = download.cancellation;
    this.retries = store.newRetries();
    this.writer = new PartWriter(download.file, segments);
    this.segment = segment;
    this.first = first;
  }

  @Override
  public void run() {
    Throwable cause = null;
    try {
      Segment next = segment != null ? segment : segments.take();
      while (next != null) {
        segment = next;
        if (!fetch(next)) {
          break;
        }
        next = segments.take();
      }
    } catch (IOException | RuntimeException | Error e) {
      cause = e;
    } finally {
      download.leave(leaveBehind(cause), gaveUp);
    }
  }

  private @Nullable Throwable leaveBehind(@Nullable Throwable cause) {
    Throwable failure = cause;
    try {
      writer.record();
    } catch (IOException e) {
      failure = cause == null ? e : cause;
    }
    if (segment != null) {
      segments.giveBack(segment);
    }
    return failure;
  }

  /** Fetches a segment; false if another connection has to, or none any more. */
  private boolean fetch(Segment segment) throws IOException {
    while (moveTo(segment)) {
      try {
        ask(segment);
      } catch (IOException e) {
        if (segment.part() == writer.part() && !pause(e)) {
          return false;
        }
      } catch (PowerdrillException e) {
        gaveUp = download.leaveToOthers(); // no new URL, but the old one may do for them
        if (!gaveUp) {
          throw e;
        }
        return false;
      }
    }
    return !cancellation.isEnded();
  }

  private boolean moveTo(Segment segment) {
    return writer.moveTo(segment) && !cancellation.isEnded();
  }

  private void ask(Segment segment) throws IOException {
    try (StoreResponse response = response(segment)) {
      read(response.http(), segment);
    }
  }

  private StoreResponse response(Segment segment) throws IOException {
    StoreResponse given = first;
    first = null;
    if (given != null) {
      begin(given.call(), segment);
      return given;
    }
    writer.skipBegun();
    RangeRequest range = new RangeRequest(writer.position(), segment.endOffset(), download.version);
    return store.get(range, begun -> begin(begun, segment));
  }

  private void begin(Call begun, Segment segment) {
    call = begun;
    segment.fetchedBy(begun);
  }

  private void read(Response response, Segment segment) throws IOException {
    ContentRange range = download.version.require(response, writer.position());
    download.checksums.expect(response.headers(), download.version.size(), range.isWhole());
    Checksums.Running ownChecksum = range.isWhole() ? null : Checksums.ofRange(response.headers());
    long left = range.length();
    BufferedSource source = response.body().source();
    while (left > 0) {
      int reading = writer.part();
      if (!moveTo(segment) || writer.part() != reading) {
        leaveRest(source, left, ownChecksum);
        return;
      }
      long most = Math.min(Math.min(writer.missing(), left), BUFFER_BYTES);
      buffer.clear().limit(download.limiter.portion((int) most));
      try {
        fill(source);
      } finally {
        write(segment, ownChecksum);
        left -= buffer.limit();
      }
      cancellation.pause(download.limiter.nanosToWait(buffer.limit()));
    }
    requireEnd(response, ownChecksum);
  }

  /** Leaves the rest of a response to others, who ask for it themselves. */
  private void leaveRest(BufferedSource source, long left, Checksums.@Nullable Running ownChecksum)
      throws IOException {
    if (ownChecksum != null && !cancellation.isEnded()) {
      for (long rest = left; rest > 0; rest -= buffer.limit()) { // the checksum is of all of it
        buffer.clear().limit((int) Math.min(rest, BUFFER_BYTES));
        fill(source);
        ownChecksum.update(buffer.flip());
      }
      requireChecksum(ownChecksum);
    }
    if (call != null) {
      call.cancel(); // closing would read on for a while
    }
  }

  private static void requireChecksum(Checksums.@Nullable Running ownChecksum)
      throws InconsistentResponseException {
    if (ownChecksum != null && ownChecksum.mismatch() != null) {
      throw InconsistentResponseException.afterBytes(
          "does not have the checksum that it names itself");
    }
  }

  /** A body that continues is not the range that it says it is, and its bytes may be any. */
  private static void requireEnd(Response response, Checksums.@Nullable Running ownChecksum)
      throws IOException {
    if (!response.body().source().exhausted()) {
      throw InconsistentResponseException.afterBytes(
          "has more bytes" + Version.encoded(response) + " than its range");
    }
    requireChecksum(ownChecksum);
  }

  /** Until the buffer is full, or what is in it has waited long enough. */
  private void fill(BufferedSource source) throws IOException {
    long start = System.nanoTime();
    do {
      if (source.read(buffer) < 0) {
        throw new EOFException("the response ended too early");
      }
    } while (buffer.hasRemaining() && System.nanoTime() - start < PartWriter.KEEP_AFTER_NANOS);
  }

  /** Writes what is in the buffer. */
  private void write(Segment segment, Checksums.@Nullable Running ownChecksum) throws IOException {
    buffer.flip();
    if (ownChecksum != null) {
      ownChecksum.update(buffer);
    }
    writer.write(buffer, segment);
    sinceFailure += buffer.limit();
    if (writer.missing() == 0) {
      segment.finish(writer.part());
      cancellation.observation().partReceived(connection, writer.offset(), writer.length());
      store.progressed();
      moveTo(segment);
    }
    download.progress.received(segments.received());
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
          failure instanceof StoreException
              || (StoreRetries.isTransient(failure)
                  && !(failure instanceof InconsistentResponseException));
      gaveUp = isTooMany && download.leaveToOthers();
      if (!gaveUp) {
        throw failure;
      }
      return false; // the store may not want so many connections
    }
    return !cancellation.await(delay.toNanos());
  }
}
