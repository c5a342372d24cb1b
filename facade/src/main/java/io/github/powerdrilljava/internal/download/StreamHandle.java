package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;

/** What a caller holds of an {@link ObjectStream}, which is closed when the caller has lost it. */
final class StreamHandle extends InputStream {

  private static final Logger LOG = System.getLogger("io.github.powerdrilljava");
  private static final Cleaner CLEANER = Cleaner.create();

  private final ObjectStream stream;
  private final Cleaner.Cleanable cleanable;

  /**
   * @param name of the object, for the log, without secrets
   */
  StreamHandle(ObjectStream stream, String name) {
    this.stream = stream;
    this.cleanable = CLEANER.register(this, new Closing(stream, name));
  }

  /** Knows nothing of the handle, which could not be lost otherwise. */
  private record Closing(ObjectStream stream, String name) implements Runnable {
    @Override
    public void run() {
      if (stream.close()) {
        LOG.log(
            Level.WARNING,
            "The stream of {0} was never closed. It has been garbage-collected, and its connection"
                + " closed now; close every stream, for example by try-with-resources.",
            name);
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    try {
      return stream.read(bytes, offset, length);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public int available() throws IOException {
    try {
      return stream.available();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** A read that is under way fails. */
  @Override
  public void close() {
    stream.close();
    cleanable.clean();
  }
}
