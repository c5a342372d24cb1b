package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/**
 * A device or a pipe, written to as it is. Opening a pipe and writing to it waits for whoever reads
 * it; the end of the download ends both.
 */
final class Device implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final Cancellation.Registration registration;

  private Device(Path path, FileChannel channel, Cancellation cancellation) {
    this.path = path;
    this.channel = channel;
    this.registration = cancellation.onEnd(this::closeNow);
  }

  static Device open(Path path, Transport transport, Cancellation cancellation) throws IOException {
    CompletableFuture<FileChannel> opening = new CompletableFuture<>();
    transport.run(() -> open(path, opening));
    try {
      return new Device(path, cancellation.await(opening), cancellation);
    } catch (CancelledException e) {
      Transport.daemon(() -> letGo(path)).start(); // it may wait, too
      throw e;
    } catch (IOException e) {
      throw PartFile.named(path, e);
    }
  }

  private static void open(Path path, CompletableFuture<FileChannel> opening) {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
      if (!opening.complete(channel)) {
        channel.close();
      }
    } catch (IOException e) {
      opening.completeExceptionally(e);
    }
  }

  /** Whoever waits for a reader of the pipe is let go by one. */
  private static void letGo(Path path) {
    try {
      FileChannel.open(path, StandardOpenOption.READ).close();
    } catch (IOException e) {
      // Then there is nobody to let go.
    }
  }

  void write(ByteBuffer bytes) throws FileSystemException {
    try {
      while (bytes.hasRemaining()) {
        int unused = channel.write(bytes);
      }
    } catch (IOException e) {
      throw PartFile.named(path, e);
    }
  }

  private void closeNow() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is given up.
    }
  }

  @Override
  public void close() throws FileSystemException {
    registration.close();
    try {
      channel.close();
    } catch (IOException e) {
      throw PartFile.named(path, e);
    }
  }
}
