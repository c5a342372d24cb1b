package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.internal.download.Targets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * The list of what an export has brought, as JSON Lines, locked while it is open. A line is written
 * once its file is in place; what a crash left of a last line is removed. It keeps in memory where
 * the last line of each data source is, not the lines.
 */
final class Manifest implements AutoCloseable {

  /** Far beyond what a name can have that came in a response of the API. */
  private static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

  /**
   * Of this process. To open one again, and to close it, would give up the lock of the first: so
   * POSIX wants it.
   */
  private static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final @Nullable FileChannel channel;
  private final Object place;
  private @Nullable Object fileKey;
  private final Map<String, Long> positions = new HashMap<>();
  private long end;
  private boolean hasChanged;

  private Manifest(Path path, @Nullable FileChannel channel, Object place) {
    this.path = path;
    this.channel = channel;
    this.place = place;
  }

  /**
   * Opens it, or makes one.
   *
   * @param entries gets each entry, in the order in which they were written
   * @throws FileSystemException if another export has it open, or it is something else
   */
  static Manifest open(Path path, Consumer<ManifestEntry> entries) throws IOException {
    return open(
        path,
        Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS),
        entries);
  }

  /** Opens it to be read only, if it is there. */
  static Manifest read(Path path, Consumer<ManifestEntry> entries) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), entries)
        : new Manifest(path, null, path);
  }

  private static Manifest open(Path path, Set<OpenOption> options, Consumer<ManifestEntry> entries)
      throws IOException {
    refuseAllButFiles(path);
    Object place = Targets.key(path);
    if (!OPEN.add(place)) {
      throw inUse(path);
    }
    FileChannel channel = null;
    Manifest manifest = null;
    try {
      channel = FileChannel.open(path, options);
      Manifest opened = new Manifest(path, channel, place);
      opened.begin(channel, options.contains(StandardOpenOption.WRITE), entries);
      manifest = opened;
      return manifest;
    } finally {
      if (manifest == null) {
        if (channel != null) {
          channel.close();
        }
        OPEN.remove(place);
      }
    }
  }

  /** Opening a pipe would wait for a writer. */
  private static void refuseAllButFiles(Path path) throws FileSystemException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(path.toString(), null, "it is not the manifest of an export");
    }
  }

  private static FileSystemException inUse(Path path) {
    return new FileSystemException(
        path.toString(), null, "another export to its directory is under way");
  }

  private void begin(FileChannel opened, boolean writes, Consumer<ManifestEntry> entries)
      throws IOException {
    if (writes) {
      lock(opened);
    }
    fileKey = keyOfPath();
    load(opened, entries);
    if (writes && end < opened.size()) {
      opened.truncate(end);
    }
  }

  private @Nullable Object keyOfPath() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private void lock(FileChannel channel) throws IOException {
    boolean isFree;
    try {
      isFree = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      isFree = false;
    } catch (IOException e) {
      return; // a file system without locks
    }
    if (!isFree) {
      throw inUse(path);
    }
  }

  private void load(FileChannel channel, Consumer<ManifestEntry> entries) throws IOException {
    BufferedSource source = from(channel, 0);
    for (long length = lineLength(source); length >= 0; length = lineLength(source)) {
      ManifestEntry entry = ManifestEntry.parse(source.readUtf8(length));
      source.skip(1);
      if (entry != null) {
        positions.put(key(entry.dataset(), entry.id()), end);
        entries.accept(entry);
      }
      end += length + 1;
    }
    if (positions.isEmpty() && !isTorn(source)) {
      throw new FileSystemException(path.toString(), null, "it is not the manifest of an export");
    }
  }

  /** Not to be closed, which would close the channel. */
  private static BufferedSource from(FileChannel channel, long position) throws IOException {
    return Okio.buffer(Okio.source(Channels.newInputStream(channel.position(position))));
  }

  /** Negative at what is no line, or not a whole one. */
  private long lineLength(BufferedSource source) throws IOException {
    long length = source.indexOf((byte) '\n', 0, MAX_LINE_BYTES);
    if (length < 0 && source.request(MAX_LINE_BYTES)) {
      throw new FileSystemException(path.toString(), null, "it is not the manifest of an export");
    }
    return length;
  }

  /** Whether nothing is there but the beginning of one line, or not even that. */
  private boolean isTorn(BufferedSource rest) throws IOException {
    ByteString begin = ByteString.encodeUtf8("{\"dataset\":");
    rest.request(begin.size());
    int size = (int) Math.min(begin.size(), rest.getBuffer().size());
    return end == 0 && rest.rangeEquals(0, begin, 0, size);
  }

  private static String key(String dataset, String id) {
    return dataset + "\n" + id;
  }

  /** What was last written of a data source, null if nothing was. */
  synchronized @Nullable ManifestEntry find(String dataset, String id) throws IOException {
    Long position = positions.get(key(dataset, id));
    if (position == null || channel == null) {
      return null;
    }
    BufferedSource source = from(channel, position);
    long length = lineLength(source);
    return length < 0 ? null : ManifestEntry.parse(source.readUtf8(length)); // someone has cut it
  }

  /** Adds what is in place now. */
  synchronized void add(ManifestEntry entry) throws IOException {
    if (channel == null) {
      throw new IllegalStateException("opened to be read only");
    }
    ByteBuffer line = ByteBuffer.wrap((entry.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    long position = end;
    long next = end;
    while (line.hasRemaining()) {
      next += channel.write(line, next);
    }
    end = next; // and not before: on a full disk, the next entry takes the place of half a line
    hasChanged = true;
    positions.put(key(entry.dataset(), entry.id()), position);
  }

  /**
   * Stores it.
   *
   * @throws FileSystemException if its path no longer leads to it
   */
  @Override
  public synchronized void close() throws IOException {
    if (channel == null) {
      return;
    }
    try (FileChannel closed = channel) {
      if (hasChanged) {
        closed.force(true);
      }
      requireInPlace();
    } finally {
      OPEN.remove(place);
    }
  }

  private void requireInPlace() throws IOException {
    Object now;
    try {
      now = keyOfPath();
    } catch (NoSuchFileException e) {
      throw new FileSystemException(path.toString(), null, "it was removed during the export");
    }
    if (!Objects.equals(now, fileKey)) {
      throw new FileSystemException(path.toString(), null, "it was replaced during the export");
    }
  }
}
