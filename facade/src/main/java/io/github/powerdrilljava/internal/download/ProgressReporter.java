package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.ProgressListener;
import org.jspecify.annotations.Nullable;

/** Reports to a listener how far a download is: one call at a time, and never less than before. */
final class ProgressReporter {

  private final ProgressListener listener;
  private long total = ProgressListener.UNKNOWN;
  private long told = -1;
  private volatile @Nullable Thread calling;
  private volatile @Nullable RuntimeException thrown;

  ProgressReporter(ProgressListener listener) {
    this.listener = listener;
  }

  /** Begins again, for an object of this size. */
  synchronized void begin(long total) {
    this.total = total;
    told = -1;
  }

  synchronized void received(long bytes) {
    if (bytes > told) {
      told = bytes;
      calling = Thread.currentThread();
      try {
        listener.onProgress(bytes, total);
      } catch (RuntimeException e) {
        thrown = e;
        throw e;
      } finally {
        calling = null;
      }
    }
  }

  /** Whether it is from the listener, and so to reach the caller as it is. */
  boolean hasThrown(RuntimeException failure) {
    return failure.equals(thrown);
  }

  /** Whether this thread is in a call of the listener, and so must not wait for the download. */
  boolean isCalling() {
    return Thread.currentThread().equals(calling);
  }
}
