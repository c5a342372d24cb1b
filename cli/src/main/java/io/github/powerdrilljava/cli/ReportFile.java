package io.github.powerdrilljava.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/** A file that holds a report: replaced as a whole, and only where it holds an older one. */
final class ReportFile {

  /** How each report begins. */
  static final String MARK = "<!DOCTYPE html><!-- powerdrill export report -->";

  private final Path file;

  ReportFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Writes a report after its {@link #MARK}. */
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Checks that it can be written, which may have changed when it is.
   *
   * @throws IOException why not
   */
  void check() throws IOException {
    if (!Files.isDirectory(directory())) {
      throw new NotDirectoryException(directory().toString());
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isReport()) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  /**
   * Writes it beside its name first, so that there is never a part of a report.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  void write(Content content) {
    try {
      check();
      Path whole = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
      try {
        try (Writer out = Files.newBufferedWriter(whole, StandardOpenOption.CREATE_NEW)) {
          out.write(MARK);
          content.writeTo(out);
        }
        check();
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(reason(e) + ".", e);
    }
  }

  /** What {@link #check} or the disk has against it, in words. */
  String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "the report was not written: " + file + " is there, and is no report";
    }
    if (e instanceof NotDirectoryException) {
      return "the report was not written: there is no directory " + directory();
    }
    String why = e instanceof FileSystemException disk ? disk.getReason() : e.getMessage();
    return "the report was not written to " + file + ": " + (why == null ? e.toString() : why);
  }

  private Path directory() {
    Path directory = file.getParent();
    return directory == null ? file : directory; // which is the root
  }

  private boolean isReport() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    }
  }
}
