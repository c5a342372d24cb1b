package io.github.powerdrilljava.sandbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends every byte by itself, each after a pause. */
final class TrickleStream extends FilterOutputStream {
  private final Duration pace;

  TrickleStream(OutputStream out, Duration pace) {
    super(out);
    this.pace = pace;
  }

  @Override
  public void write(int next) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(pace.toNanos());
    } catch (InterruptedException e) {
      // The sandbox is closing.
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted");
    }
    out.write(next);
    out.flush();
  }
}
