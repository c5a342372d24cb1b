package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.store.Checksums;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import okio.ByteString;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read back can be long: the end of the download ends that, too, and loses nothing. */
class JournaledFileTest {

  private static final PresignedUrl URL =
      new PresignedUrl("https://store.example/sales.csv", Instant.EPOCH);
  private static final byte[] BEGUN = new byte[Journals.PART_BYTES];

  @TempDir Path dir;
  private final Cancellation ended = new Cancellation();

  @BeforeEach
  void leaveSomething() throws IOException {
    Files.write(dir.resolve("sales.csv.part"), BEGUN);
    Journals.of(dir.resolve("sales.csv.part.journal"), URL, 300_000, "\"v1\"", BEGUN, null);
    ended.end();
  }

  private JournaledFile open() throws IOException {
    return PartialFiles.open(dir.resolve("sales.csv"), RemoteObject.of(URL).digest(), null);
  }

  @Test
  void isKeptWhereTheDownloadEndsWhileItIsVerified() throws IOException {
    try (JournaledFile file = open()) {
      assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> file.verify(ended));
      assertThat(file.bytesKept()).isEqualTo(BEGUN.length);
    }
    try (JournaledFile file = open()) {
      file.verify(new Cancellation());
      assertThat(file.begun()).isEmpty();
      assertThat(file.done().cardinality()).isEqualTo(1);
    }
  }

  @Test
  void isReadNoFurtherForItsChecksumOnceTheDownloadEnds() throws IOException {
    Checksums digests = new Checksums(null).and(Map.of("MD5", ByteString.of(BEGUN).md5()));
    try (JournaledFile file = open()) {
      assertThatExceptionOfType(CancelledException.class)
          .isThrownBy(() -> file.part().mismatch(digests.running(), ended));
    }
  }

  @Test
  void thereIsAnEndToNamesThatAreTaken() throws IOException {
    Files.writeString(dir.resolve("sales.csv.part"), "theirs");
    Files.delete(dir.resolve("sales.csv.part.journal"));
    for (int number = 1; number < 100; number++) {
      Files.writeString(dir.resolve("sales.csv.part." + number), "theirs");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("too many files like NAME.part");
    try (Stream<Path> all = Files.list(dir)) {
      assertThat(all).hasSize(100).allSatisfy(file -> assertThat(file).hasContent("theirs"));
    }
    Files.delete(dir.resolve("sales.csv.part.99"));
    try (JournaledFile file = open()) {
      assertThat(file.part().size()).isZero();
    }
  }

  @Test
  void keepsTheLongerOfWhatTwoConnectionsFetchedOfOnePart() throws IOException {
    try (JournaledFile file = open()) {
      file.verify(new Cancellation());
      file.add(1, new Journal.Prefix(100, 1));
      file.add(1, new Journal.Prefix(50, 2));
      assertThat(file.begun()).containsExactly(Map.entry(1, 100));
    }
    try (FileChannel journal = FileChannel.open(dir.resolve("sales.csv.part.journal"))) {
      assertThat(Journal.read(journal))
          .extracting(Journal.Content::prefixes, as(InstanceOfAssertFactories.MAP))
          .containsEntry(1, new Journal.Prefix(100, 1));
    }
  }
}
