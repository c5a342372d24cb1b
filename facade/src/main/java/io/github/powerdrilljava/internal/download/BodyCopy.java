package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.store.InconsistentResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import okio.BufferedSource;

/**
 * Writes a response that brings all of an object to its file, on this thread. Where it can be
 * resumed, that is: has only one part, what arrives is remembered as it comes.
 */
final class BodyCopy {

  static final int BUFFER_BYTES = 256 * 1024;

  private final BandwidthLimiter limiter;
  private final ProgressReporter progress;
  private final Cancellation cancellation;
  private final JournaledFile file;
  private final boolean isKept;
  private final CRC32C crc = new CRC32C();
  private long position;
  private long remembered;
  private boolean isWhole;
  private long rememberedAt = System.nanoTime();

  BodyCopy(
      BandwidthLimiter limiter,
      ProgressReporter progress,
      Cancellation cancellation,
      JournaledFile file) {
    this.limiter = limiter;
    this.progress = progress;
    this.cancellation = cancellation;
    this.file = file;
    this.isKept = file.header().version() != null;
  }

  /**
   * Copies until there is no more.
   *
   * @param size as the response states, -1 if it does not
   * @param saidSize as an earlier response said, -1 if none did
   * @return how much it was
   * @throws IOException also if it was less than either of them, or more
   */
  long run(BufferedSource source, long size, long saidSize) throws IOException {
    long received = copy(source, size);
    if (size >= 0 && received > size) {
      throw InconsistentResponseException.afterBytes("has more bytes than its range");
    }
    if (size < 0 && saidSize >= 0 && received != saidSize) {
      throw InconsistentResponseException.otherSize(received, saidSize);
    }
    if (received < size) {
      throw new EOFException("only " + received + " of " + size + " bytes arrived");
    }
    return received;
  }

  private long copy(BufferedSource source, long size) throws IOException {
    // With room for one byte more, the end of a small object shows in the same go.
    int length = size < 0 ? BUFFER_BYTES : (int) Math.min(BUFFER_BYTES, size + 1);
    ByteBuffer buffer = ByteBuffer.allocate(length);
    boolean more = true;
    try {
      while (more) {
        buffer.clear().limit(limiter.portion(length));
        try {
          more = cancellation.interruptibly(() -> fill(buffer, source));
        } finally {
          write(buffer.flip(), size, more);
        }
        progress.received(position);
        cancellation.pause(limiter.nanosToWait(buffer.limit()));
      }
      return position;
    } finally {
      remember(size);
    }
  }

  /** False if there is no more. */
  private boolean fill(ByteBuffer buffer, BufferedSource source) throws IOException {
    long start = System.nanoTime();
    do {
      if (source.read(buffer) < 0) {
        return false;
      }
    } while (buffer.hasRemaining()
        && (!isKept || System.nanoTime() - start < PartWriter.KEEP_AFTER_NANOS));
    return true;
  }

  /** An interrupt of this thread, which would close the file, is to end the waiting only. */
  private void write(ByteBuffer buffer, long size, boolean more) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      if (buffer.hasRemaining()) {
        file.requireJournal(!more);
      }
      file.part().write(buffer.duplicate(), position);
      if (isKept && more) { // what is whole is not remembered
        crc.update(buffer);
      }
      position += buffer.limit();
      isWhole = !more;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (System.nanoTime() - rememberedAt >= PartWriter.KEEP_AFTER_NANOS) {
      file.part().requireInPlace(); // or everything is fetched for a directory that is gone
      rememberedAt = System.nanoTime();
      remember(size);
    }
  }

  private void remember(long size) throws IOException {
    if (isKept && !isWhole && position > remembered && position < size) {
      file.add(0, new Journal.Prefix((int) position, (int) crc.getValue()));
      remembered = position;
    }
  }
}
