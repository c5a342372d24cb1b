package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file, or a pipe, whose first line is an API key. */
final class ApiKeyFile {

  /** Far more than any key has; a longer line is not a key. */
  private static final int MAX_BYTES = 1024;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path file;

  ApiKeyFile(Path file) {
    this.file = file;
  }

  /**
   * The key.
   *
   * @throws InvalidRequestException if there is none
   */
  String key() {
    if (file.toString().isEmpty()) {
      throw unusable("must name a file, and is empty");
    }
    if (Files.isDirectory(file)) {
      throw unusable("is a directory");
    }
    try {
      String line = UTF_8.newDecoder().decode(ByteBuffer.wrap(firstLine())).toString();
      String key = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
      if (key.isBlank()) {
        throw unusable("must have the API key in its first line, which is empty");
      }
      return key.strip();
    } catch (NoSuchFileException e) {
      throw unusable("does not exist");
    } catch (AccessDeniedException e) {
      throw unusable("may not be read");
    } catch (CharacterCodingException e) {
      throw unusable("must be a text file in UTF-8");
    } catch (IOException e) {
      throw unusable("cannot be read: " + e.getMessage());
    }
  }

  /** A problem of the file that does not prevent the use of the key. */
  Optional<String> warning() {
    FileMode mode = FileMode.of(file);
    return mode.isShared()
        ? Optional.of(
            "other users can read the API key in "
                + ShellWord.of(file.toString())
                + " (mode "
                + mode
                + "); chmod 600 keeps it private.")
        : Optional.empty();
  }

  /** Without the line break; a file without one is one line. */
  private byte[] firstLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(file)) {
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        if (line.size() == MAX_BYTES) {
          throw unusable("must have the API key in its first line, which is longer than any key");
        }
        line.write(next);
      }
    }
    return line.toByteArray();
  }

  private InvalidRequestException unusable(String reason) {
    return new InvalidRequestException(
        List.of(new Violation("--api-key-file", file.toString(), reason)));
  }
}
