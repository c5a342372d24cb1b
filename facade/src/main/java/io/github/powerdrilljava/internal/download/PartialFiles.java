package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Finds names beside a target for the bytes of a download that is not whole yet. */
final class PartialFiles {

  private static final int MAX_SLOTS = 100;
  private static final int MAX_LOOKS = 1000;

  private PartialFiles() {}

  /**
   * Opens and locks what is, or will be, beside the target. What is not ours stays as it is: other
   * names are used then.
   *
   * @param replaced the file that will be replaced, whose permissions stay; null if there is none
   */
  static JournaledFile open(Path target, ByteString origin, @Nullable FileFacts replaced)
      throws FileSystemException {
    try {
      for (int number = 0; number < MAX_SLOTS; number++) {
        PartialFileSlot slot = open(target, number, origin);
        if (slot != null) {
          return of(slot, target, replaced);
        }
      }
      throw new FileSystemException(
          target.toString(),
          null,
          "there are too many files like NAME.part beside it that are not its own; remove them");
    } catch (IOException e) {
      throw PartialFile.named(target, e);
    }
  }

  private static @Nullable PartialFileSlot open(Path target, int number, ByteString origin)
      throws IOException {
    for (int look = 0; look < MAX_LOOKS; look++) {
      PartialFileSlot slot = new PartialFileSlot(target, number, origin);
      PartialFileSlot.Opening outcome = slot.open();
      if (outcome != PartialFileSlot.Opening.CHANGED) {
        return outcome == PartialFileSlot.Opening.OPENED ? slot : null;
      }
    }
    throw new LockedFile.InUseException(target);
  }

  private static JournaledFile of(PartialFileSlot slot, Path target, @Nullable FileFacts replaced)
      throws IOException {
    int mode = replaced == null ? slot.freshMode() : replaced.mode();
    LockedFile file = slot.part();
    if (!slot.isLocked()) {
      file.close();
      file = LockedFile.createUnique(target);
    }
    boolean isAdjusted = slot.isNew() && slot.isLocked();
    int now = isAdjusted ? FileFacts.whileWritten(slot.freshMode()) : file.facts().mode();
    FileFacts.setMode(file.path(), now, FileFacts.whileWritten(mode));
    return new JournaledFile(file, slot, mode);
  }
}
