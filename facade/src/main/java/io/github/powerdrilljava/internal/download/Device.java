package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.store.StoreClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

/**
 * A device or a pipe, written to as it is. Opening a pipe and writing to it waits for a reader of
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

  static Device open(Path path, StoreClient store) throws IOException {
    Cancellation cancellation = store.cancellation();
    CompletableFuture<FileChannel> opening = new CompletableFuture<>();
    CountDownLatch tried = new CountDownLatch(1);
    try {
      store.run(
          () -> {
            open(path, opening);
            tried.countDown();
          });
    } catch (RejectedExecutionException e) {
      throw new CancelledException(e); // closed, just now
    }
    try {
      return new Device(path, cancellation.await(opening), cancellation);
    } catch (CancelledException e) {
      letGo(path, tried);
      throw e;
    } catch (IOException e) {
      throw PartialFile.named(path, e);
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

  /**
   * The thread that waits for a reader of the pipe is let go by one. That one writes, too, so that
   * it does not wait itself where there is nobody to let go.
   */
  private static void letGo(Path path, CountDownLatch tried) {
    boolean interrupted = Thread.interrupted();
    try {
      FileChannel both = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        tried.await();
      } finally {
        both.close();
      }
    } catch (IOException e) {
      // Then there is nobody to let go.
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void write(ByteBuffer bytes) throws FileSystemException {
    try {
      while (bytes.hasRemaining()) {
        int unused = channel.write(bytes);
      }
    } catch (IOException e) {
      throw PartialFile.named(path, e);
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
      throw PartialFile.named(path, e);
    }
  }
}
