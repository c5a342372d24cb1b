package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that changes while it is served is another object, or ends the response. */
class StoredObjectTest {
  private static final Instant MODIFIED = Instant.parse("2024-06-03T09:10:11Z");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  private Path write(String content, Instant modified) throws Exception {
    Path file = Files.writeString(directory.resolve("a.csv"), content);
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  @ParameterizedTest
  @CsvSource({
    "9876543210,  0, false",
    "9876543210,  1, true",
    "9876543210, -1, true",
    "01234,       0, true",
    "01234567890, 0, true",
  })
  void isReadAgainWhereItsLengthOrItsTimeIsAnother(String content, long later, boolean read)
      throws Exception {
    StoredObject object = new StoredObject(write("0123456789", MODIFIED));
    String before = object.version().etag();

    write(content, MODIFIED.plusSeconds(later));

    assertThat(!object.version().etag().equals(before)).isEqualTo(read);
  }

  @Test
  void endsTheResponseWhereItHasBecomeShorter() throws Exception {
    StoredObject object = new StoredObject(write("0123456789", MODIFIED));
    ByteRange range = new ByteRange(3, 7);
    write("01234", MODIFIED);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();

    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> object.copy(range, sent));

    assertThat(sent).hasToString("34");
  }
}
