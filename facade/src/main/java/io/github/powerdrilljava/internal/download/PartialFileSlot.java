package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A pair of names beside a target, for its bytes and their journal, and whether a download may use
 * them. What is there is used only if a download of ours made it: a regular file of this user that
 * nobody else can write to, has no other name, and is locked by nobody, with a journal of the same
 * kind. Anything else stays as it is.
 */
final class PartialFileSlot {

  enum Opening {
    OPENED,
    NOT_OURS,
    /** Someone made or removed one of the files meanwhile: look again. */
    CHANGED
  }

  private static final String PART = ".part";
  private static final String JOURNAL = ".journal";

  private final Path target;
  private final Path partPath;
  private final Path journalPath;
  private final ByteString origin;
  private @Nullable LockedFile part;
  private @Nullable LockedFile journal;
  private Journal.@Nullable Content content;
  private int freshMode;
  private boolean isNew;
  private boolean isMarked;

  /**
   * Looks at nothing yet.
   *
   * @param number 0 for the usual names, others for when those are taken
   * @param origin of the object that is to be downloaded
   */
  PartialFileSlot(Path target, int number, ByteString origin) {
    String ending = PART + (number == 0 ? "" : "." + number);
    this.target = target;
    this.partPath = FileNames.beside(target, ending);
    this.journalPath = FileNames.beside(target, ending + JOURNAL);
    this.origin = origin;
  }

  /** Opens and locks both files, new or not; throws if they are in use. */
  Opening open() throws IOException {
    Opening outcome = Opening.NOT_OURS;
    try {
      part = LockedFile.create(partPath);
      isNew = part != null;
      if (part == null) {
        FileFacts there = FileFacts.of(partPath);
        if (there != null && !there.isRegular()) {
          return outcome;
        }
        part = there == null ? null : LockedFile.open(partPath, there);
      }
      outcome = part == null ? Opening.CHANGED : judge(part);
      return outcome;
    } catch (AccessDeniedException e) {
      if (part == null && FileFacts.of(partPath) == null) {
        throw e; // nothing can be made here
      }
      return outcome;
    } finally {
      if (outcome != Opening.OPENED) {
        giveUp();
      }
    }
  }

  private void giveUp() throws IOException {
    if (journal != null) {
      journal.close();
    }
    if (part != null && isNew) {
      part.delete();
    }
    if (part != null) {
      part.close();
    }
  }

  private Opening judge(LockedFile opened) throws IOException {
    FileFacts fresh = isNew ? opened.facts() : fresh();
    freshMode = fresh.mode();
    if (!opened.isLocked()) {
      if (isNew) {
        opened.delete();
      }
      return Opening.OPENED; // but these names must not be used
    }
    if (isNew) {
      FileFacts.setMode(partPath, freshMode, FileFacts.whileWritten(freshMode));
    } else if (!opened.facts().isOwn(fresh.owner())) {
      return Opening.NOT_OURS;
    }
    boolean isEmpty = isNew || opened.facts().size() == 0;
    FileFacts journalThere = isNew && hasNoJournal() ? null : FileFacts.of(journalPath);
    if (journalThere == null) {
      return withoutJournal(opened.facts(), isEmpty);
    }
    return journalThere.isRegular()
        ? withJournal(opened, journalThere, isEmpty, fresh.owner())
        : withMark(opened, journalThere, isEmpty);
  }

  /** What it marks was left when all bytes were here, and may have got its name already. */
  private Opening withMark(LockedFile opened, FileFacts mark, boolean isEmpty) throws IOException {
    boolean isMarked = PartialFileMark.isOf(journalPath, mark, opened.facts());
    if (isMarked) {
      opened.delete();
    }
    return (isMarked || isEmpty) && PartialFileMark.remove(journalPath, opened.facts())
        ? Opening.CHANGED
        : Opening.NOT_OURS;
  }

  /** Asked without an exception for the result, which takes longer than all else here. */
  private boolean hasNoJournal() {
    return journalPath.getFileSystem() == FileSystems.getDefault()
        && !journalPath.toFile().exists();
  }

  /** An empty file has nothing to lose, and one with other bytes may be anyone's. */
  private static Opening withoutJournal(FileFacts facts, boolean isEmpty) {
    return isEmpty && facts.links() == 1 ? Opening.OPENED : Opening.NOT_OURS;
  }

  /**
   * Makes the journal, if there was none: until the first bytes are written, none is needed.
   *
   * @return null if something has its name, such as a link that leads nowhere
   */
  @Nullable LockedFile makeJournal() throws IOException {
    LockedFile made = LockedFile.create(journalPath);
    if (made == null) {
      return PartialFileMark.remove(journalPath, part().facts()) ? makeJournal() : null;
    }
    int mode = made.facts().mode();
    FileFacts.setMode(journalPath, mode, FileFacts.whileWritten(mode));
    return made;
  }

  /** Marks the part file as ours, in the journal's place; false if that cannot be. */
  boolean mark() throws IOException {
    isMarked = isMarked || PartialFileMark.make(journalPath, part().facts());
    return isMarked;
  }

  /** Removes the mark of the part file, or of one that had its place before. */
  void removeMark() throws IOException {
    boolean unused = PartialFileMark.remove(journalPath, part().facts());
  }

  /** Removes the part file, if it has its name still, and its mark. */
  void delete() throws IOException {
    boolean unused = part().delete();
    if (isMarked) {
      removeMark();
    }
  }

  private Opening withJournal(
      LockedFile opened, FileFacts journalThere, boolean isEmpty, int ownUser) throws IOException {
    if (!journalThere.isOwn(ownUser) || journalThere.links() > 1) {
      return Opening.NOT_OURS;
    }
    journal = LockedFile.open(journalPath, journalThere);
    if (journal == null) {
      return Opening.CHANGED;
    }
    Journal.Content written = Journal.read(journal.channel());
    if (written == null) {
      return isEmpty && journalThere.size() == 0 ? Opening.OPENED : Opening.NOT_OURS;
    }
    if (!isEmpty && !isOf(written, opened)) {
      return Opening.NOT_OURS; // its own file is gone, and this one came to its place
    }
    if (opened.facts().links() > 1) {
      // Killed when the bytes had got their name already: only the other one is left to remove.
      opened.delete();
      journal.delete();
      return Opening.CHANGED;
    }
    boolean canResume = written.header().version() != null && !isEmpty;
    boolean isSame = written.header().origin().equals(origin);
    content = canResume && isSame ? written : null;
    return canResume && !isSame ? Opening.NOT_OURS : Opening.OPENED; // someone may yet resume it
  }

  /** A pair that was copied has another key, but the same bytes. */
  private static boolean isOf(Journal.Content written, LockedFile opened) throws IOException {
    if (written.fileKey().equals(opened.facts().keyText())) {
      return true;
    }
    PartialFile bytes = new PartialFile(opened);
    for (Map.Entry<Integer, Journal.Prefix> prefix : written.prefixes().entrySet()) {
      if (bytes.has(written.header(), prefix.getKey(), prefix.getValue(), () -> {})) {
        return true;
      }
    }
    return false;
  }

  /** What a file that is made here looks like. */
  private FileFacts fresh() throws IOException {
    LockedFile probe = LockedFile.createUnique(target);
    try (probe) {
      probe.delete();
      return probe.facts();
    }
  }

  /** Whether other processes are kept out; if not, these names must not be used. */
  boolean isLocked() {
    return part().isLocked();
  }

  LockedFile part() {
    if (part == null) {
      throw new IllegalStateException("not opened");
    }
    return part;
  }

  /** Null if there is none. */
  @Nullable LockedFile journal() {
    return journal;
  }

  /** What an earlier download of the same object has left; null if nothing. */
  Journal.@Nullable Content content() {
    return content;
  }

  /** Whether the part file was made just now. */
  boolean isNew() {
    return isNew;
  }

  /** Of the object that is to be downloaded. */
  ByteString origin() {
    return origin;
  }

  /** The permissions that a new file gets here. */
  int freshMode() {
    return freshMode;
  }
}
