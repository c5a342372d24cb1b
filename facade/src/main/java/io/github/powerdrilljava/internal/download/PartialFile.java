package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.store.Checksums;
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
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that is being written under another name beside its target. Every failure of
 * the disk is a {@link FileSystemException} that names the file.
 */
public final class PartialFile {

  private static final int READ_BYTES = 128 * 1024;

  /**
   * What the system reports of a file system that offers no fsync, by EINVAL, ENOSYS or EOPNOTSUPP.
   * Java distinguishes those from a failure of the disk in no other way; what is not known is a
   * failure.
   */
  private static final Set<String> NOT_OFFERED =
      Set.of("Invalid argument", "Function not implemented", "Operation not supported");

  private final LockedFile file;

  public PartialFile(LockedFile file) {
    this.file = file;
  }

  Path path() {
    return file.path();
  }

  public void write(ByteBuffer bytes, long offset) throws FileSystemException {
    try {
      for (long at = offset; bytes.hasRemaining(); ) {
        at += file.channel().write(bytes, at);
      }
    } catch (IOException e) {
      throw named(path(), e);
    }
  }

  /** Takes bytes that were read. */
  interface Reader {
    void take(ByteBuffer bytes) throws IOException;
  }

  /** Hands over the bytes of a stretch of the file, as far as they are there. */
  void read(long offset, long length, Reader reader) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    long end = offset + length;
    for (long at = offset; at < end; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(READ_BYTES, end - at));
      if (fill(buffer, at) <= 0) {
        return;
      }
      reader.take(buffer.flip());
    }
  }

  /** May end a long reading. */
  interface Check {
    void check() throws IOException;
  }

  /** Bytes that the file ends before are not there, whatever the checksum of none of them is. */
  boolean has(Journal.Header of, int index, Journal.Prefix prefix, Check check) throws IOException {
    long offset = (long) index * of.partSize();
    CRC32C crc = new CRC32C();
    if (offset + prefix.length() > size()) {
      return false;
    }
    read(
        offset,
        prefix.length(),
        bytes -> {
          check.check();
          crc.update(bytes);
        });
    return (int) crc.getValue() == prefix.crc();
  }

  /**
   * The name of a checksum that the file does not have, null if it has all of them.
   *
   * @throws CancelledException if the cancellation comes first
   */
  @Nullable String mismatch(Checksums.Running checksums, Cancellation cancellation)
      throws IOException {
    read(
        0,
        size(),
        bytes -> {
          cancellation.check();
          checksums.update(bytes);
        });
    return checksums.mismatch();
  }

  private int fill(ByteBuffer buffer, long at) throws FileSystemException {
    try {
      return file.channel().read(buffer, at);
    } catch (IOException e) {
      throw named(path(), e);
    }
  }

  long size() throws FileSystemException {
    try {
      return file.channel().size();
    } catch (IOException e) {
      throw named(path(), e);
    }
  }

  /** Leaves off what the file has beyond this size. */
  void cutTo(long size) throws FileSystemException {
    try {
      file.channel().truncate(size);
    } catch (IOException e) {
      throw named(path(), e);
    }
  }

  /** Fails if the file, or its directory, is no longer where it was. */
  void requireInPlace() throws FileSystemException {
    try {
      if (!file.isInPlace()) {
        throw gone();
      }
    } catch (IOException e) {
      throw named(path(), e);
    }
  }

  private FileSystemException gone() {
    return new FileSystemException(path().toString(), null, "it was removed or replaced meanwhile");
  }

  /** The disk failed to take the bytes, so that nothing is known of them any more. */
  static final class LostException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    LostException(Path path, IOException cause) {
      super(path.toString(), null, "the disk failed to store it: " + cause.getMessage());
      initCause(cause);
    }
  }

  /**
   * Has the disk take the bytes, where the file system offers that.
   *
   * @throws LostException if the disk did not
   */
  void force() throws FileSystemException {
    try {
      file.channel().force(true);
    } catch (ClosedByInterruptException e) {
      throw named(path(), e);
    } catch (IOException e) {
      if (!NOT_OFFERED.contains(String.valueOf(e.getMessage()))) {
        throw new LostException(path(), e);
      }
    }
  }

  /** Gives the open file its name. An existing target is replaced only if asked. */
  void moveTo(Path target, boolean replaceExisting, int mode) throws FileSystemException {
    try {
      force();
      requireInPlace();
      int whileWritten = FileFacts.whileWritten(mode);
      FileFacts.setMode(path(), whileWritten, mode);
      try {
        name(target, replaceExisting);
      } catch (IOException e) {
        FileFacts.setMode(path(), mode, whileWritten);
        throw e;
      }
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  private void name(Path target, boolean replaceExisting) throws IOException {
    if (replaceExisting) {
      Files.move(path(), target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      link(target);
    }
  }

  /** A second name fails where the first is taken; a move would look, then overwrite. */
  private void link(Path target) throws IOException {
    try {
      Files.createLink(target, path());
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(path(), target); // a file system without hard links
    }
  }

  /** Has the disk take the names in a file's directory. */
  static void forceDirectory(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Not every system lets directories be opened, and those that do not need no such thing.
    }
  }

  static FileSystemException named(Path file, IOException cause) {
    if (cause instanceof FileAlreadyExistsException
        || cause instanceof AccessDeniedException
        || cause instanceof NoSuchFileException
        || cause instanceof LockedFile.InUseException
        || cause instanceof LostException) {
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
