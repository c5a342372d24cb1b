package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Marks a partial file as ours, where a journal would cost more than it saves: all bytes are here
 * and only have to be written. A symbolic link that leads nowhere, with the file's key as its text:
 * it is made by one call of the system, is never half there, and speaks of that file only.
 */
final class PartialFileMark {

  private static final String TEXT = "powerdrill-part ";

  private PartialFileMark() {}

  /** False where the file system has no keys or no such links, or the name is taken. */
  static boolean make(Path mark, FileFacts part) throws IOException {
    if (part.key() == null) {
      return false;
    }
    try {
      Files.createSymbolicLink(mark, mark.getFileSystem().getPath(text(part)));
      return true;
    } catch (FileAlreadyExistsException e) {
      return remove(mark, part) && make(mark, part);
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    }
  }

  private static String text(FileFacts part) {
    return TEXT + part.keyText();
  }

  private static @Nullable String textOf(Path mark) throws IOException {
    try {
      return Files.readSymbolicLink(mark).toString();
    } catch (NotLinkException | NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Whether something is a mark of this part file.
   *
   * @param there the facts of what is there, which must be of this user
   */
  static boolean isOf(Path mark, FileFacts there, FileFacts part) throws IOException {
    return there.owner() == part.owner() && text(part).equals(textOf(mark));
  }

  /**
   * Removes the mark of a part file, or a mark of another one that had its place before.
   *
   * @return false if something else is there, or nothing
   */
  static boolean remove(Path mark, FileFacts part) throws IOException {
    String text = textOf(mark);
    return text != null
        && (text.equals(text(part)) || (text.startsWith(TEXT) && isOwn(mark, part)))
        && Files.deleteIfExists(mark);
  }

  private static boolean isOwn(Path mark, FileFacts part) throws IOException {
    FileFacts there = FileFacts.of(mark);
    return there != null && there.owner() == part.owner();
  }
}
