package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a download until they are whole, with a journal beside them, so that a later
 * download of the same version can resume where this one ends, however it ends. Only one download
 * has it open at a time. Where the file system has no locks, nothing is kept.
 */
final class JournaledFile implements AutoCloseable {

  private final LockedFile file;
  private final PartialFile part;
  private final PartialFileSlot slot;
  private final boolean isKeptAtAll;
  private @Nullable LockedFile journal;
  private final int mode;
  private Journal.@Nullable Content unverified;
  private Journal.@Nullable Header header;
  private final Map<Integer, Journal.Prefix> prefixes = new HashMap<>();
  private boolean isFresh;
  private boolean over;
  private NamingCheck beforeNaming = () -> {};

  JournaledFile(LockedFile file, PartialFileSlot slot, int mode) {
    Journal.Content content = slot.content();
    this.file = file;
    this.part = new PartialFile(file);
    this.slot = slot;
    this.isKeptAtAll = slot.isLocked();
    this.journal = slot.journal();
    this.unverified = content;
    this.header = content == null ? null : content.header();
    this.mode = mode;
    this.isFresh = slot.isNew();
  }

  /** Whether an earlier attempt or download left something sound of a known version. */
  boolean canResume() {
    return header != null && header.version() != null && !isEmpty();
  }

  private synchronized boolean isEmpty() {
    return prefixes.isEmpty();
  }

  /** Leaves off what is damaged: after a power cut, bytes may be missing that were written. */
  void verify(Cancellation cancellation) throws IOException {
    Journal.Content content = unverified;
    if (content == null) {
      return;
    }
    try {
      Journal.resume(Objects.requireNonNull(journal).channel(), content);
      part.cutTo(Objects.requireNonNull(content.header().version()).size());
    } catch (IOException e) {
      throw PartialFile.named(file.path(), e);
    }
    Map<Integer, Journal.Prefix> sound = new HashMap<>();
    for (Map.Entry<Integer, Journal.Prefix> entry : content.prefixes().entrySet()) {
      if (part.has(content.header(), entry.getKey(), entry.getValue(), cancellation::check)) {
        sound.put(entry.getKey(), entry.getValue());
      }
    }
    prefixes.putAll(sound);
    unverified = null; // and not before: what could not be read to its end stays for the next
  }

  /** Begins with nothing, for an object of which no part could be resumed. */
  void beginPlain() throws FileSystemException {
    begin(Journal.Header.plain(slot.origin()));
  }

  /** Begins with nothing, for this version of the object. */
  void begin(Version version, int partSize, Map<String, ByteString> checksums)
      throws FileSystemException {
    begin(new Journal.Header(slot.origin(), version, partSize, checksums));
  }

  private synchronized void begin(Journal.Header begun) throws FileSystemException {
    discard();
    header = begun;
    try {
      if (!isFresh) {
        part.cutTo(0); // first: without a journal, only an empty file is known to be ours
      }
      if (journal != null) {
        Journal.begin(journal.channel(), begun, file.facts().keyText());
      }
    } catch (IOException e) {
      throw PartialFile.named(file.path(), e);
    }
  }

  /**
   * Sees to it that there is a journal, before the first byte is written: by the journal, a later
   * download knows what this one has left. A mark is enough where all bytes are here.
   */
  synchronized void requireJournal(boolean isWhole) throws FileSystemException {
    isFresh = false;
    try {
      if (journal == null && isKeptAtAll && !(isWhole && slot.mark())) {
        journal = slot.makeJournal();
        if (journal != null) {
          Journal.begin(journal.channel(), header(), file.facts().keyText());
        }
      }
    } catch (IOException e) {
      throw PartialFile.named(file.path(), e);
    }
  }

  PartialFile part() {
    return part;
  }

  /** What it is a part of. */
  synchronized Journal.Header header() {
    return Objects.requireNonNull(header, "begin first");
  }

  /** The parts that are whole. */
  synchronized BitSet done() {
    BitSet done = new BitSet();
    prefixes.forEach((index, prefix) -> done.set(index, prefix.length() == header().length(index)));
    return done;
  }

  /** How many bytes there are of each part that is begun. */
  synchronized Map<Integer, Integer> begun() {
    Map<Integer, Integer> begun = new HashMap<>();
    prefixes.forEach(
        (index, prefix) -> {
          if (prefix.length() < header().length(index)) {
            begun.put(index, prefix.length());
          }
        });
    return begun;
  }

  /** How many bytes a later download need not fetch again. */
  synchronized long bytesKept() throws FileSystemException {
    try {
      return journal != null && !over && file.isInPlace() && journal.isInPlace() ? bytes() : 0;
    } catch (IOException e) {
      throw PartialFile.named(file.path(), e);
    }
  }

  /** How many bytes there are of all parts. */
  synchronized long bytes() {
    Map<Integer, Journal.Prefix> kept = unverified == null ? prefixes : unverified.prefixes();
    return kept.values().stream().mapToLong(Journal.Prefix::length).sum();
  }

  /**
   * Remembers how much of a part is written, unless more of it is known: two connections may fetch
   * the same. An interrupt of the thread does not matter.
   */
  synchronized void add(int index, Journal.Prefix prefix) throws FileSystemException {
    Journal.Prefix known = prefixes.get(index);
    if (known != null && known.length() >= prefix.length()) {
      return;
    }
    part.requireInPlace(); // or everything is fetched for a directory that is gone
    if (journal != null) {
      add(journal, index, prefix);
    }
    prefixes.put(index, prefix);
  }

  private static void add(LockedFile journal, int index, Journal.Prefix prefix)
      throws FileSystemException {
    boolean interrupted = Thread.interrupted();
    try {
      Journal.add(journal.channel(), index, prefix);
    } catch (IOException e) {
      throw PartialFile.named(journal.path(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Makes sure that nothing is kept. */
  synchronized void discard() {
    unverified = null;
    header = null;
    prefixes.clear();
  }

  /** Removes what a download left that was killed when its file had its name already. */
  void removeOldMark() throws IOException {
    slot.removeMark();
  }

  /** Has this checked just before the file gets its name. */
  void beforeNaming(NamingCheck check) {
    beforeNaming = check;
  }

  /** Gives the file its name, and has the disk take that too. */
  void moveTo(Path target, boolean replaceExisting) throws IOException {
    beforeNaming.run();
    part.moveTo(target, replaceExisting, mode);
    over = true;
    try {
      delete(); // where it was linked to its target, one name of two
    } catch (IOException e) {
      throw PartialFile.named(target, e);
    }
    PartialFile.forceDirectory(target);
  }

  /** Keeps what a later download can use, and removes the rest. */
  @Override
  public void close() throws FileSystemException {
    try {
      if (!over && (journal == null || (isEmpty() && unverified == null))) {
        delete();
      }
    } catch (IOException e) {
      throw PartialFile.named(file.path(), e);
    } finally {
      closeFiles();
    }
  }

  private void delete() throws IOException {
    if (isKeptAtAll) {
      slot.delete();
    } else {
      file.delete();
    }
    if (journal != null) {
      journal.delete();
    }
  }

  private void closeFiles() throws FileSystemException {
    try {
      if (journal != null) {
        journal.close();
      }
      file.close();
    } catch (IOException e) {
      throw PartialFile.named(file.path(), e);
    }
  }
}
