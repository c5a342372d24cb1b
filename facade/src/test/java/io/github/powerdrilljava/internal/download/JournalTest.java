package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal tells what was written, as far as it is whole. */
class JournalTest {

  private static final Journal.Header HEADER =
      header(new Version(450_000, "\"abc\"", "", "text/csv"), 100_000);
  private static final Map<Integer, Integer> WRITTEN = Map.of(2, 22, 0, -7, 1, 11);
  private static final int RECORD = 16;
  private static final String KEY = "(dev=1,ino=2)";

  private static Journal.Header header(Version version, int partSize) {
    return new Journal.Header(
        ByteString.encodeUtf8("origin"),
        version,
        partSize,
        Map.of("MD5", ByteString.encodeUtf8("0123456789abcdef")));
  }

  private static Journal.Prefix whole(int crc) {
    return new Journal.Prefix(100_000, crc);
  }

  @TempDir Path dir;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = dir.resolve("journal");
    try (FileChannel channel = open(StandardOpenOption.CREATE)) {
      Journal.begin(channel, HEADER, KEY);
      Journal.add(channel, 2, whole(22));
      Journal.add(channel, 0, whole(-7));
      Journal.add(channel, 1, whole(11));
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
    return Objects.requireNonNull(read(bytes)).prefixes().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, prefix -> prefix.getValue().crc()));
  }

  @Test
  void tellsWhatWasWritten() throws IOException {
    assertThat(read(whole))
        .isEqualTo(
            new Journal.Content(
                HEADER, KEY, Map.of(2, whole(22), 0, whole(-7), 1, whole(11)), whole.length));
  }

  @Test
  void forgetsEverythingWhenItBeginsAnew() throws IOException {
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      Journal.read(channel);
      Journal.begin(channel, HEADER, KEY);
      assertThat(Objects.requireNonNull(Journal.read(channel)).prefixes()).isEmpty();
    }
  }

  private void resume(int part, int checksum) throws IOException {
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      Journal.resume(channel, Objects.requireNonNull(Journal.read(channel)));
      Journal.add(channel, part, whole(checksum));
    }
  }

  @Test
  void goesOnWhereTheDamageBegins() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    resume(3, 33);
    assertThat(checksums(Files.readAllBytes(file))).isEqualTo(Map.of(2, 22, 0, -7, 3, 33));
  }

  @Test
  void bringsNothingBackThatCameAfterTheDamage() throws IOException {
    byte[] damaged = whole.clone();
    damaged[whole.length - 2 * RECORD] ^= 0x40;
    Files.write(file, damaged);
    resume(3, 33);
    assertThat(checksums(Files.readAllBytes(file))).isEqualTo(Map.of(2, 22, 3, 33));
  }

  @Test
  void believesTheNewestOfTwoChecksums() throws IOException {
    resume(2, 23);
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

  private static Stream<Journal.Header> impossible() {
    Version version = new Version(350_000, "\"abc\"", "", "");
    return Stream.of(
        header(version, 0),
        header(version, -5),
        header(version, Journal.MIN_PART_BYTES - 1),
        header(version, Journal.MAX_PART_BYTES + 1),
        header(new Version(0, "\"abc\"", "", ""), 100_000),
        header(new Version(-1, "\"abc\"", "", ""), 100_000),
        header(new Version(Long.MAX_VALUE, "\"abc\"", "", ""), 100_000),
        header(new Version(350_000, "", "", ""), 100_000),
        header(new Version(350_000, "\"abc", "", ""), 100_000),
        header(new Version(350_000, "\"a\nb\"", "", ""), 100_000),
        header(new Version(350_000, "Mon\nday", "", ""), 100_000),
        header(new Version(350_000, '"' + "a".repeat(2000) + '"', "", ""), 100_000),
        header(new Version(350_000, "\"abc\"", "e".repeat(40_000), "t".repeat(40_000)), 100_000),
        withChecksums(33));
  }

  private static Journal.Header withChecksums(int count) {
    Map<String, ByteString> checksums = new HashMap<>();
    for (int i = 0; i < count; i++) {
      checksums.put("MD" + i, ByteString.EMPTY);
    }
    return new Journal.Header(HEADER.origin(), HEADER.version(), HEADER.partSize(), checksums);
  }

  /** Its checksum may be right nonetheless: anyone can compute one. */
  @ParameterizedTest
  @MethodSource("impossible")
  void isNoneIfItsNumbersCannotBe(Journal.Header header) throws IOException {
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      Journal.begin(channel, header, KEY);
      assertThat(Journal.read(channel)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "5, 1",
    "2147483647, 1",
    "0, 0",
    "0, -1",
    "0, 100001",
    "4, 50001",
    "3, 2147483647"
  })
  void believesNoRecordThatCannotBe(int part, int length) throws IOException {
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      Journal.begin(channel, HEADER, KEY);
      Journal.add(channel, part, new Journal.Prefix(length, 1));
      Journal.add(channel, 0, whole(1));
      assertThat(Objects.requireNonNull(Journal.read(channel)).prefixes()).isEmpty();
    }
  }

  @Test
  void isNoneIfItIsSomethingElse() throws IOException {
    assertThat(read("Not a journal at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isNull();
    assertThat(read(new byte[1000])).isNull();
  }
}
