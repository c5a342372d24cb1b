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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written under a temporary name beside its target. Closing it removes it,
 * unless it was moved to the target before. Every failure of the disk is a {@link
 * FileSystemException} that names the file.
 */
final class PartFile implements AutoCloseable {

  /**
   * Leaves room for the rest of the temporary name within the 255 bytes that file systems allow.
   */
  private static final int MAX_STEM_BYTES = 240;

  private final Path part;
  private final FileChannel channel;

  private PartFile(Path part, FileChannel channel) {
    this.part = part;
    this.channel = channel;
  }

  static PartFile beside(Path target) throws FileSystemException {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    String stem = FileNames.cut(String.valueOf(target.getFileName()), MAX_STEM_BYTES);
    Path part = target.resolveSibling(stem + "." + unique + ".part");
    try {
      return new PartFile(
          part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw named(part, e);
    }
  }

  void write(byte[] bytes, int length) throws FileSystemException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw named(part, e);
    }
  }

  /**
   * Forces the bytes to disk, then gives the file its name. An existing target is replaced only if
   * asked.
   */
  void moveTo(Path target, boolean replaceExisting) throws FileSystemException {
    try {
      channel.force(true);
      channel.close();
      if (replaceExisting) {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        link(target);
      }
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  /** A second name fails where the first is taken; a move would look, then overwrite. */
  private void link(Path target) throws IOException {
    try {
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(part, target); // a file system without hard links
    }
  }

  @Override
  public void close() throws FileSystemException {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw named(part, e);
    }
  }

  private static FileSystemException named(Path file, IOException cause) {
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
