package io.github.powerdrilljava.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file as an object of the store: read in small pieces, and hashed again whenever it changed. */
final class StoredObject {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final String name;
  private @Nullable Version version;

  /** The file's own name is the object's. */
  StoredObject(Path file) {
    this.file = file;
    name = name(file);
  }

  static String name(Path file) {
    return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
  }

  /**
   * The size of a file that can be served.
   *
   * @throws UncheckedIOException if it is not a regular file or cannot be read
   */
  static long size(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (!now.isRegularFile()) {
        throw new FileSystemException(file.toString(), null, "not a regular file");
      }
      return now.size();
    } catch (IOException e) {
      throw new UncheckedIOException("Not a file that can be served: " + file, e);
    }
  }

  /** One state of the file. */
  record Version(long size, FileTime modified, String md5Hex) {
    String etag() {
      return '"' + md5Hex + '"';
    }

    String contentMd5() {
      return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5Hex));
    }

    Instant lastModified() {
      return modified.toInstant();
    }
  }

  String name() {
    return name;
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  /**
   * The version as it is now; reads the whole file if its size or its time has changed.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  synchronized Version version() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Version known = version;
      if (known == null
          || known.size() != now.size()
          || !known.modified().equals(now.lastModifiedTime())) {
        known = new Version(now.size(), now.lastModifiedTime(), md5());
        version = known;
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException("The file cannot be read: " + file, e);
    }
  }

  /**
   * Copies a part of the file.
   *
   * @throws EOFException if the file has become shorter meanwhile
   */
  void copy(ByteRange range, OutputStream out) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file).position(range.first());
        InputStream in = Channels.newInputStream(channel)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = range.length();
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("The file has become shorter: " + file);
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private String md5() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is part of every JDK", e);
    }
  }
}
