package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A part file with a journal beside it, so that a later download of the same version can go on
 * where this one ends, however it ends. Only one process has it open at a time.
 */
final class JournaledFile implements AutoCloseable {

  private static final String PART = ".part";
  private static final String JOURNAL = ".part.journal";

  private final PartFile part;
  private final Path journalPath;
  private final FileChannel journal;
  private final Journal.Header header;
  private final BitSet done = new BitSet();

  private JournaledFile(
      PartFile part, Path journalPath, FileChannel journal, Journal.Header header) {
    this.part = part;
    this.journalPath = journalPath;
    this.journal = journal;
    this.header = header;
  }

  /**
   * What an earlier download of this object left beside the target, null if nothing. What cannot be
   * used, or is of something else, is given other names.
   */
  static @Nullable JournaledFile find(Path target, String origin) throws FileSystemException {
    Path journalPath = FileNames.beside(target, JOURNAL);
    if (!Files.exists(journalPath)) {
      return null;
    }
    FileChannel journal = openAndLock(journalPath);
    try {
      Journal.Content content = Journal.read(journal);
      if (content == null || !content.header().origin().equals(origin)) {
        journal.close();
        moveAside(target);
        return null;
      }
      PartFile part = PartFile.open(FileNames.beside(target, PART), StandardOpenOption.CREATE);
      part.cutTo(content.header().version().size());
      Journal.goOn(journal, content);
      JournaledFile found = new JournaledFile(part, journalPath, journal, content.header());
      found.done.or(whole(part, content));
      part.keep(!found.done.isEmpty());
      return found;
    } catch (IOException e) {
      throw closed(journal, journalPath, e);
    }
  }

  /** Begins a file of which nothing is there. Whatever has its name gets another. */
  static JournaledFile begin(Path target, Journal.Header header) throws FileSystemException {
    Path journalPath = FileNames.beside(target, JOURNAL);
    FileChannel journal;
    try {
      moveAside(target);
      journal = openAndLock(journalPath);
    } catch (IOException e) {
      throw PartFile.named(journalPath, e);
    }
    try {
      Journal.begin(journal, header);
      PartFile part = PartFile.open(FileNames.beside(target, PART), StandardOpenOption.CREATE_NEW);
      return new JournaledFile(part, journalPath, journal, header);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(journalPath);
      } catch (IOException another) {
        e.addSuppressed(another);
      }
      throw closed(journal, journalPath, e);
    }
  }

  private static FileSystemException closed(FileChannel journal, Path path, IOException failure) {
    try {
      journal.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return PartFile.named(path, failure);
  }

  private static FileChannel openAndLock(Path journalPath) throws FileSystemException {
    try {
      FileChannel channel =
          FileChannel.open(
              journalPath,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new OverlappingFileLockException();
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw new FileSystemException(
          journalPath.toString(), null, "another process is downloading to it");
    } catch (IOException e) {
      throw PartFile.named(journalPath, e);
    }
  }

  private static void moveAside(Path target) throws IOException {
    Path part = FileNames.beside(target, PART);
    Path journalPath = FileNames.beside(target, JOURNAL);
    for (int i = 1; Files.exists(part) || Files.exists(journalPath); i++) {
      Path asidePart = FileNames.beside(target, PART + "." + i);
      Path asideJournal = FileNames.beside(target, PART + "." + i + ".journal");
      if (!Files.exists(asidePart) && !Files.exists(asideJournal)) {
        move(part, asidePart);
        move(journalPath, asideJournal);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to);
    }
  }

  /** The parts whose bytes are those that were written: after a power cut, some may not be. */
  private static BitSet whole(PartFile part, Journal.Content content) throws FileSystemException {
    Journal.Header header = content.header();
    BitSet whole = new BitSet();
    for (Map.Entry<Integer, Integer> entry : content.checksums().entrySet()) {
      long offset = (long) entry.getKey() * header.partSize();
      long length = Math.min(header.partSize(), header.version().size() - offset);
      if (offset < 0 || length <= 0 || part.size() < offset + length) {
        continue;
      }
      CRC32C crc = new CRC32C();
      part.read(offset, length, crc::update);
      if ((int) crc.getValue() == entry.getValue()) {
        whole.set(entry.getKey());
      }
    }
    return whole;
  }

  PartFile part() {
    return part;
  }

  Journal.Header header() {
    return header;
  }

  /** The parts that are there. */
  synchronized BitSet done() {
    return (BitSet) done.clone();
  }

  /** How many bytes a later download need not fetch again. */
  synchronized long bytesKept() {
    long size = header.version().size();
    return done.stream()
        .mapToLong(i -> Math.min(header.partSize(), size - (long) i * header.partSize()))
        .sum();
  }

  /** Remembers that a part is written, and what its checksum is. */
  synchronized void add(int index, int checksum) throws FileSystemException {
    try {
      Journal.add(journal, index, checksum);
      done.set(index);
      part.keep(true);
    } catch (IOException e) {
      throw PartFile.named(journalPath, e);
    }
  }

  /** Makes sure that nothing is kept. */
  synchronized void discard() {
    done.clear();
    part.keep(false);
  }

  @Override
  public synchronized void close() throws FileSystemException {
    try (journal;
        part) {
      if (!part.isKept()) {
        Files.deleteIfExists(journalPath);
      }
    } catch (IOException e) {
      throw PartFile.named(journalPath, e);
    }
  }
}
