package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written under another name beside its target. Closing it removes it, unless
 * it was moved to the target before, or is to be kept. Every failure of the disk is a {@link
 * FileSystemException} that names the file.
 */
final class PartFile implements AutoCloseable {

  private static final int READ_BYTES = 128 * 1024;

  private final Path path;
  private final FileChannel channel;
  private boolean kept;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** A new file of a name that nobody else has. */
  static PartFile temporary(Path target) throws FileSystemException {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return open(FileNames.beside(target, "." + unique + ".part"), StandardOpenOption.CREATE_NEW);
  }

  /** The file of that name, new or not. */
  static PartFile open(Path path, OpenOption ifMissing) throws FileSystemException {
    try {
      return new PartFile(
          path,
          FileChannel.open(path, ifMissing, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw named(path, e);
    }
  }

  Path path() {
    return path;
  }

  /** Says whether the file stays when it is closed. */
  void keep(boolean kept) {
    this.kept = kept;
  }

  boolean isKept() {
    return kept;
  }

  void write(ByteBuffer bytes, long offset) throws FileSystemException {
    try {
      for (long at = offset; bytes.hasRemaining(); ) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw named(path, e);
    }
  }

  /** Hands over the bytes of a stretch of the file, as far as they are there. */
  void read(long offset, long length, Consumer<ByteBuffer> consumer) throws FileSystemException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    try {
      long end = offset + length;
      for (long at = offset; at < end; at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(READ_BYTES, end - at));
        if (channel.read(buffer, at) <= 0) {
          return;
        }
        consumer.accept(buffer.flip());
      }
    } catch (IOException e) {
      throw named(path, e);
    }
  }

  long size() throws FileSystemException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw named(path, e);
    }
  }

  /** Leaves off what the file has beyond this size. */
  void cutTo(long size) throws FileSystemException {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      throw named(path, e);
    }
  }

  /**
   * Forces the bytes to disk, then gives the file its name, and forces that too. An existing target
   * is replaced only if asked.
   */
  void moveTo(Path target, boolean replaceExisting) throws FileSystemException {
    try {
      channel.force(true);
      if (replaceExisting) {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        link(target);
      }
      kept = false;
      forceDirectory(target);
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  /** A second name fails where the first is taken; a move would look, then overwrite. */
  private void link(Path target) throws IOException {
    try {
      Files.createLink(target, path);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(path, target); // a file system without hard links
    }
  }

  private static void forceDirectory(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Not every system lets directories be opened, and those that do not need no such thing.
    }
  }

  @Override
  public void close() throws FileSystemException {
    try {
      channel.close();
      if (!kept) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw named(path, e);
    }
  }

  static FileSystemException named(Path file, IOException cause) {
    if (cause instanceof FileAlreadyExistsException
        || cause instanceof AccessDeniedException
        || cause instanceof NoSuchFileException) {
      return (FileSystemException) cause;
    }
    FileSystemException named = new FileSystemException(file.toString(), null, reason(cause));
    named.initCause(cause);
    return named;
  }

  private static @Nullable String reason(IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return "the thread was interrupted";
    }
    return cause instanceof FileSystemException disk ? disk.getReason() : cause.getMessage();
  }
}
