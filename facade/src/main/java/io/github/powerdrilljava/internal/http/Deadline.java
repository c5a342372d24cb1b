package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** By when a call must have come so far as it is watched for. */
public interface Deadline {

  /** How long to wait before this has to be asked again; not positive if time is up. */
  long nanosLeft();

  /** What time being up looks like to the caller. */
  IOException passed(@Nullable Throwable cause);

  /** Of a whole call, from now on. */
  static Deadline in(long nanos) {
    long start = System.nanoTime();
    return new Deadline() {
      @Override
      public long nanosLeft() {
        return nanos - (System.nanoTime() - start);
      }

      @Override
      public IOException passed(@Nullable Throwable cause) {
        InterruptedIOException timeout = new InterruptedIOException("timeout");
        timeout.initCause(cause);
        return timeout;
      }
    };
  }
}
