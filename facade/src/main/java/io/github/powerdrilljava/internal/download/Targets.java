package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the path is that a download is to be brought to. */
public final class Targets {

  /** Links to whatever a process has open, which may be a regular file. */
  private static final Pattern OPEN_FILE =
      Pattern.compile("/dev/(stdout|stderr|fd/\\d+)|/proc/(self|\\d+)/fd/\\d+");

  private static final int MAX_LINKS = 40;

  private Targets() {}

  /** Whether it is there to be written to as it is, and not to be replaced: a device, a pipe. */
  static boolean isDevice(Path target) {
    return Files.exists(target)
        && (OPEN_FILE.matcher(target.toString()).matches()
            || (!Files.isRegularFile(target) && !Files.isDirectory(target)));
  }

  /** Why nothing can be brought to this path, null if something can. */
  public static @Nullable String objection(Path target, boolean replacesExisting) {
    try {
      BasicFileAttributes unused =
          Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return "cannot be used: " + PartialFile.named(target, e).getReason();
    }
    if (replacesExisting || Files.isDirectory(target) || isDevice(target)) {
      return null;
    }
    return Files.exists(target)
        ? "already exists, and replacing it was not asked for"
        : "is a link that leads nowhere, and replacing it was not asked for";
  }

  /** Where a file will be that links lead to, or the path itself. */
  static Path endOfLinks(Path link) throws IOException {
    Path path = link.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(path); i++) {
      path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
    }
    return path;
  }

  /** The same for every path of the file, also before it is there. */
  public static Object key(Path file) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "has a directory");
    Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    return List.of(key == null ? directory.toRealPath() : key, String.valueOf(file.getFileName()));
  }
}
