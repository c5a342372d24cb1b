package io.github.powerdrilljava.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Replaces the contract of a checkout, one process at a time. */
final class Acceptance implements AutoCloseable {

  private final Path contract;
  private final FileChannel channel;
  private final @Nullable FileLock lock;

  private Acceptance(Path contract, FileChannel channel, @Nullable FileLock lock) {
    this.contract = contract;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Starts, before the new contract is compared with the current one.
   *
   * @throws IOException if the checkout cannot be written to
   */
  static Acceptance begin(Path contract) throws IOException {
    Path file = contract.toRealPath();
    Path directory =
        Files.createDirectories(Objects.requireNonNull(file.getParent()).resolve("target"));
    FileChannel channel =
        FileChannel.open(
            directory.resolve("accept.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    return new Acceptance(file, channel, lock);
  }

  /** Whether no other process is accepting a contract here. */
  boolean isAlone() {
    return lock != null;
  }

  /** Replaces the contract by these bytes, atomically; the file's mode stays. */
  void install(byte[] bytes) throws IOException {
    Path temporary =
        Files.createTempFile(
            Objects.requireNonNull(contract.getParent()), ".powerdrill-v2-", ".new");
    try {
      try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        file.force(true);
      }
      copyMode(contract, temporary);
      Files.move(temporary, contract, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void copyMode(Path from, Path to) throws IOException {
    PosixFileAttributeView mode = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (mode != null) {
      mode.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
