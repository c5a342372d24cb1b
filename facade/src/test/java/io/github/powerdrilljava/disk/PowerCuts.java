package io.github.powerdrilljava.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a disk has for sure of one directory: the bytes and the names that it was made to store. All
 * else may be gone once the power is back.
 */
final class PowerCuts {

  /** A file by its key, or what a symbolic link says. */
  private record Entry(Object key, String link) {}

  private final Path dir;
  private final Path graves;
  private final Map<Object, byte[]> bytes = new HashMap<>();
  private Map<String, Entry> names = Map.of();

  /** Begins with all that is there. */
  PowerCuts(Path dir) throws IOException {
    this.dir = dir;
    this.graves = Files.createDirectories(dir.resolveSibling(dir.getFileName() + ".graves"));
    for (Path file : list()) {
      storeBytes(file);
    }
    storeNames();
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.toList();
    }
  }

  static Object key(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  private static Entry entry(Path file) throws IOException {
    return new Entry(
        key(file), Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : "");
  }

  /** The disk has what is in a file. */
  void storeBytes(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes.put(key(file), Files.readAllBytes(file));
    }
  }

  /** The disk has the names in the directory. */
  void storeNames() throws IOException {
    Map<String, Entry> now = new HashMap<>();
    for (Path file : list()) {
      now.put(String.valueOf(file.getFileName()), entry(file));
    }
    names = now;
  }

  /** A name of a file is about to go; the file may yet come back. */
  void bury(Path file) {
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Path grave = graves.resolve(key(file).toString());
        if (!Files.exists(grave)) {
          Files.createLink(grave, file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file that was written is as it was when it was last stored, or has zeros. */
  void loseBytes() throws IOException {
    for (Path file : list()) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] zeros = new byte[(int) Files.size(file)];
        Files.write(file, bytes.getOrDefault(key(file), zeros));
      }
    }
  }

  /** The directory is as it was when it was last stored. */
  void loseNames() throws IOException {
    for (Path file : list()) {
      bury(file);
      Files.delete(file);
    }
    for (Map.Entry<String, Entry> name : names.entrySet()) {
      Path file = dir.resolve(name.getKey());
      Entry entry = name.getValue();
      if (entry.link().isEmpty()) {
        Files.createLink(file, graves.resolve(entry.key().toString()));
      } else {
        Files.createSymbolicLink(file, Path.of(entry.link()));
      }
    }
  }

  /** Forgets what is gone for good. */
  void close() throws IOException {
    try (Stream<Path> files = Files.list(graves)) {
      for (Path grave : files.toList()) {
        Files.delete(grave);
      }
    }
    Files.delete(graves);
  }
}
