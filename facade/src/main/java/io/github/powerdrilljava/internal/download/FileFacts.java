package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes one's own file from that of someone else. Links are not followed. Where the
 * file system knows no owners and no permissions, every regular file looks like one's own.
 *
 * @param key the same for every path of the file; null where the system has none
 * @param links how many names the file has
 * @param mode its permissions
 */
record FileFacts(
    boolean isRegular, @Nullable Object key, int links, int owner, int mode, long size) {

  private static final String UNIX = "unix:fileKey,nlink,uid,mode,size,isRegularFile";
  private static final int PERMISSIONS = 0777;
  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int WRITABLE_BY_OWNER = 0600;

  /** Null if there is nothing of that name. */
  static @Nullable FileFacts of(Path path) throws IOException {
    try {
      return hasModes(path) ? unix(path) : basic(path);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static FileFacts unix(Path path) throws IOException {
    Map<String, Object> facts = Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS);
    return new FileFacts(
        Boolean.TRUE.equals(facts.get("isRegularFile")),
        facts.get("fileKey"),
        number(facts, "nlink"),
        number(facts, "uid"),
        number(facts, "mode") & PERMISSIONS,
        ((Number) Objects.requireNonNull(facts.get("size"))).longValue());
  }

  private static int number(Map<String, Object> facts, String name) {
    return ((Number) Objects.requireNonNull(facts.get(name))).intValue();
  }

  private static FileFacts basic(Path path) throws IOException {
    BasicFileAttributes facts =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileFacts(
        facts.isRegularFile(), facts.fileKey(), 1, 0, WRITABLE_BY_OWNER, facts.size());
  }

  /** Empty where the file system has no keys. */
  String keyText() {
    return key == null ? "" : key.toString();
  }

  /** Whether only we can have written it; it may have other names. */
  boolean isOwn(int ownUser) {
    return isRegular && owner == ownUser && (mode & WRITABLE_BY_OTHERS) == 0;
  }

  /** The permissions of a file that is still being written: nobody else may do so. */
  static int whileWritten(int mode) {
    return (mode & ~WRITABLE_BY_OTHERS) | WRITABLE_BY_OWNER;
  }

  /** Changes the permissions, where they are others and the file system has any. */
  static void setMode(Path path, int from, int to) throws IOException {
    if (from != to && hasModes(path)) {
      Files.setAttribute(path, "unix:mode", to);
    }
  }
}
