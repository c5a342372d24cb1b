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

/**
 * A file, or a pipe, whose first line is a secret. A file that others can read is refused.
 *
 * @param setting what names the file
 * @param secret what it has to hold: "the API key"
 */
record SecretFile(String setting, String secret, Path file) {

  /** Far more than any key has; a longer line is not a key. */
  private static final int MAX_BYTES = 1024;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * The secret.
   *
   * @throws InvalidRequestException if there is none, or if others can read it
   */
  String read() {
    if (file.toString().isEmpty()) {
      throw unusable("must name a file, and is empty");
    }
    if (Files.isDirectory(file)) {
      throw unusable("is a directory");
    }
    FileMode mode = FileMode.of(file);
    if (mode.isShared()) {
      throw unusable(
          "can be read by other users (mode "
              + mode
              + "): chmod 600 "
              + ShellWord.of(file.toString()));
    }
    try {
      String line = UTF_8.newDecoder().decode(ByteBuffer.wrap(firstLine())).toString();
      String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
      if (text.isBlank()) {
        throw unusable("must have " + secret + " in its first line, which is empty");
      }
      return text.strip();
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

  /** Without the line break; a file without one is one line. */
  private byte[] firstLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(file)) {
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        if (line.size() == MAX_BYTES) {
          throw unusable(
              "must have " + secret + " in its first line, which is longer than any key");
        }
        line.write(next);
      }
    }
    return line.toByteArray();
  }

  private InvalidRequestException unusable(String reason) {
    return new InvalidRequestException(List.of(new Violation(setting, file.toString(), reason)));
  }
}
