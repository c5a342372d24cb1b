package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A regular file that only this object has open for writing, in this process and, where the file
 * system has locks, among all processes. It knows whether its path still leads to it.
 */
public final class LockedFile implements AutoCloseable {

  /** The file is locked by someone else. */
  static final class InUseException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    InUseException(Path path) {
      super(path.toString(), null, "another download to it is under way");
    }
  }

  /**
   * What this process has locked. To open such a file again, and to close it, would give up the
   * lock: so POSIX wants it.
   */
  private static final Set<Object> LOCKED = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final FileFacts facts;
  private final boolean locks;

  /** Opened to compare, and closed with the file only: closing them gives up the lock. */
  private final List<FileChannel> witnesses = new ArrayList<>();

  private LockedFile(Path path, FileChannel channel, FileFacts facts, boolean locks) {
    this.path = path;
    this.channel = channel;
    this.facts = facts;
    this.locks = locks;
  }

  /**
   * Makes a file.
   *
   * @return null if something of its name is there, or came in between
   */
  public static @Nullable LockedFile create(Path path) throws IOException {
    try {
      return lock(path, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      return null;
    }
  }

  /**
   * Opens a regular file.
   *
   * @return null if it is gone, or another one came in between
   * @throws InUseException if it is locked already
   */
  static @Nullable LockedFile open(Path path, FileFacts known) throws IOException {
    if (known.key() != null && LOCKED.contains(known.key())) {
      throw new InUseException(path);
    }
    try {
      return lock(path, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static @Nullable LockedFile lock(Path path, OpenOption option) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            option,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      boolean locks = tryLock(channel, path);
      FileFacts facts = FileFacts.of(path);
      if (facts != null) {
        LockedFile file = new LockedFile(path, channel, facts, locks);
        boolean isNew = option == StandardOpenOption.CREATE_NEW; // made here, a moment ago
        if (isNew ? facts.isRegular() && facts.size() == 0 : file.isWhatItsPathLeadsTo()) {
          file.register();
          return file;
        }
        file.closeWitnesses();
      }
      channel.close();
      return null;
    } catch (IOException e) {
      channel.close();
      if (option == StandardOpenOption.CREATE_NEW && !(e instanceof InUseException)) {
        Files.deleteIfExists(path); // made here, and good for nothing
      }
      throw e;
    }
  }

  /** False where the file system has no locks. */
  private static boolean tryLock(FileChannel channel, Path path) throws IOException {
    try {
      if (channel.tryLock() == null) {
        throw new InUseException(path);
      }
      return true;
    } catch (OverlappingFileLockException e) {
      throw new InUseException(path);
    } catch (InUseException | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      return false; // such as "Function not implemented" or "No locks available"
    }
  }

  private void register() {
    if (facts.key() != null) {
      LOCKED.add(facts.key());
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /** As they were when it was opened. */
  FileFacts facts() {
    return facts;
  }

  /** Whether other processes are kept out. */
  boolean isLocked() {
    return locks;
  }

  /**
   * Whether its path leads to this very file, and not to another that came to its place. A path can
   * be asked for the file's key, an open file cannot; but the JVM refuses a second lock on the same
   * file, whatever path it was opened by.
   */
  boolean isWhatItsPathLeadsTo() throws IOException {
    if (!isInPlace()) {
      return false;
    }
    if (!locks) {
      return true; // for all that can be known
    }
    FileChannel witness;
    try {
      witness = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return false;
    }
    witnesses.add(witness);
    try {
      FileLock unused = witness.tryLock(0, Long.MAX_VALUE, true);
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Whether its path still leads to it. The key of an open file is not given to another one. */
  boolean isInPlace() throws IOException {
    try {
      BasicFileAttributes now =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return now.isRegularFile() && Objects.equals(now.fileKey(), facts.key());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Removes it, unless something else has its name now, or nothing: false then. */
  boolean delete() throws IOException {
    return isInPlace() && delete(path);
  }

  /** As Files.deleteIfExists, but does not ask first whether it is a directory. */
  static boolean delete(Path path) throws IOException {
    boolean isDeleted = path.getFileSystem() == FileSystems.getDefault() && path.toFile().delete();
    return isDeleted || Files.deleteIfExists(path);
  }

  /** As soon as it is closed, another file may get its key. */
  @Override
  public void close() throws IOException {
    if (facts.key() != null) {
      LOCKED.remove(facts.key());
    }
    try {
      closeWitnesses();
    } finally {
      channel.close();
    }
  }

  private void closeWitnesses() throws IOException {
    for (FileChannel witness : witnesses) {
      witness.close();
    }
  }

  /** Creates a file beside the target, of a name that nobody else has. */
  static LockedFile createUnique(Path target) throws IOException {
    while (true) {
      String unique = UUID.randomUUID().toString().substring(0, 8);
      LockedFile file = create(FileNames.beside(target, "." + unique + ".part"));
      if (file != null) {
        return file;
      }
    }
  }
}
