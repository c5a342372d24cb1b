package io.github.powerdrilljava.internal.download;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Whether a disk has room for a file. */
final class DiskSpace {

  private DiskSpace() {}

  /**
   * Fails if the file's disk has less than this free.
   *
   * @throws FileSystemException naming both numbers
   */
  static void require(Path file, long bytes) throws IOException {
    long free = usable(file);
    if (bytes > free) {
      throw new FileSystemException(
          file.toString(), null, bytes + " bytes are needed, but only " + free + " are free");
    }
  }

  /**
   * A file system of Java's own is asked without reading the list of all that are mounted. One that
   * reports no space at all, free or not, does not know.
   */
  private static long usable(Path file) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    if (file.getFileSystem() == FileSystems.getDefault()) {
      File asked = directory.toFile();
      long usable = asked.getUsableSpace();
      return usable == 0 && asked.getTotalSpace() == 0 ? Long.MAX_VALUE : usable;
    }
    FileStore disk = Files.getFileStore(directory);
    return disk.getTotalSpace() == 0 ? Long.MAX_VALUE : disk.getUsableSpace();
  }
}
