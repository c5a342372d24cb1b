package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal tells what was written, as far as it is whole. */
class JournalTest {

  private static final Journal.Header HEADER =
      new Journal.Header("dset-1\nds-1", new Version(250, "\"abc\""), 100);
  private static final Map<Integer, Integer> WRITTEN = Map.of(2, 22, 0, -7, 1, 11);
  private static final int RECORD = 12;

  @TempDir Path dir;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = dir.resolve("journal");
    try (FileChannel channel = open(StandardOpenOption.CREATE)) {
      Journal.begin(channel, HEADER);
      Journal.add(channel, 2, 22);
      Journal.add(channel, 0, -7);
      Journal.add(channel, 1, 11);
    }
    whole = Files.readAllBytes(file);
  }

  private FileChannel open(StandardOpenOption option) throws IOException {
    return FileChannel.open(file, option, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private Journal.@Nullable Content read(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      return Journal.read(channel);
    }
  }

  private Map<Integer, Integer> checksums(byte[] bytes) throws IOException {
    return Objects.requireNonNull(read(bytes)).checksums();
  }

  @Test
  void tellsWhatWasWritten() throws IOException {
    assertThat(read(whole)).isEqualTo(new Journal.Content(HEADER, WRITTEN, whole.length));
  }

  @Test
  void forgetsEverythingWhenItBeginsAnew() throws IOException {
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      Journal.read(channel);
      Journal.begin(channel, HEADER);
      assertThat(Objects.requireNonNull(Journal.read(channel)).checksums()).isEmpty();
    }
  }

  private void goOn(int part, int checksum) throws IOException {
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      Journal.goOn(channel, Objects.requireNonNull(Journal.read(channel)));
      Journal.add(channel, part, checksum);
    }
  }

  @Test
  void goesOnWhereTheDamageBegins() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    goOn(3, 33);
    assertThat(checksums(Files.readAllBytes(file))).isEqualTo(Map.of(2, 22, 0, -7, 3, 33));
  }

  @Test
  void believesTheNewestOfTwoChecksums() throws IOException {
    goOn(2, 23);
    assertThat(checksums(Files.readAllBytes(file))).isEqualTo(Map.of(2, 23, 0, -7, 1, 11));
  }

  @Test
  void leavesOffARecordThatIsCutOff() throws IOException {
    for (int missing = 1; missing <= RECORD; missing++) {
      assertThat(checksums(Arrays.copyOf(whole, whole.length - missing)))
          .isEqualTo(Map.of(2, 22, 0, -7));
    }
  }

  @Test
  void believesNothingAfterADamagedRecord() throws IOException {
    for (int i = 0; i < RECORD; i++) {
      byte[] damaged = whole.clone();
      damaged[whole.length - 2 * RECORD + i] ^= 0x40;
      assertThat(checksums(damaged)).isEqualTo(Map.of(2, 22));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 11, 12, 13, 100})
  void ignoresGarbageAtItsEnd(int length) throws IOException {
    byte[] longer = Arrays.copyOf(whole, whole.length + length);
    Arrays.fill(longer, whole.length, longer.length, (byte) 0x5a);
    assertThat(checksums(longer)).isEqualTo(WRITTEN);
    assertThat(checksums(Arrays.copyOf(whole, whole.length + length))).isEqualTo(WRITTEN);
  }

  @Test
  void isNoneWithADamagedHeader() throws IOException {
    int header = whole.length - 3 * RECORD;
    for (int i = 0; i < header; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x01;
      assertThat(read(damaged)).as("byte " + i).isNull();
      assertThat(read(Arrays.copyOf(whole, i))).as("cut off at " + i).isNull();
    }
  }

  @Test
  void isNoneIfItIsSomethingElse() throws IOException {
    assertThat(read("Not a journal at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isNull();
    assertThat(read(new byte[1000])).isNull();
  }
}
