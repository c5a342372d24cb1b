package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * A file that is being written under a temporary name beside its target. Closing it removes it,
 * unless it was moved to the target before. Every failure of the disk is a {@link
 * FileSystemException} that names the file.
 */
final class PartFile implements AutoCloseable {

  private final Path part;
  private final FileChannel channel;
  private final MessageDigest md5 = md5();

  private PartFile(Path part, FileChannel channel) {
    this.part = part;
    this.channel = channel;
  }

  static PartFile beside(Path target) throws FileSystemException {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    Path part = target.resolveSibling(target.getFileName() + "." + unique + ".part");
    try {
      return new PartFile(
          part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw named(part, e);
    }
  }

  void write(byte[] bytes, int length) throws FileSystemException {
    md5.update(bytes, 0, length);
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw named(part, e);
    }
  }

  /** Whether what was written has this MD5, given in base64 as {@code Content-MD5} holds it. */
  boolean hasMd5(String base64) {
    return Base64.getEncoder().encodeToString(md5.digest()).equals(base64);
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
        Files.move(part, target);
      }
    } catch (IOException e) {
      throw named(target, e);
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
    if (cause instanceof FileSystemException named) {
      return named;
    }
    FileSystemException named = new FileSystemException(file.toString(), null, cause.getMessage());
    named.initCause(cause);
    return named;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has MD5", e);
    }
  }
}
