package io.github.powerdrilljava.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** The data file that the sandbox serves by default; {@code SOURCE.md} is beside it. */
final class DemoData {

  static final String DATASET = "demo";
  static final String DATA_SOURCE = "birdstrikes.csv";
  static final long SIZE = 1_223_329;
  static final String SHA_256 = "45777edf69984b37599e73dbfb34dbc976055243547407214261a4fcb9466462";

  private DemoData() {}

  /**
   * Copies the file out of the jar.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  static Path copyInto(Path directory) {
    Path file = directory.resolve(DATA_SOURCE);
    try (InputStream shipped = DemoData.class.getResourceAsStream("demo/" + DATA_SOURCE)) {
      Files.copy(Objects.requireNonNull(shipped, "the demo file is in the jar"), file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("The demo file could not be written: " + e, e);
    }
  }

  /**
   * The SHA-256 of a file, in hexadecimal.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  static String sha256(Path file) {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read: " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
