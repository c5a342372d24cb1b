package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A checksum that a store names counts, in a download that is resumed, too. */
@Timeout(60)
class StoreChecksumsTest extends AtOddStore {

  /** Whose checksums the catalogues of CRCs list. */
  private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

  private void download() {
    downloader.download(request(target).withConnections(2));
  }

  private static String md5(byte[] bytes) {
    return ByteString.of(bytes).md5().base64();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-oss-hash-crc64ecma  | 11051210869376104954             | 11051210869376104955",
        "x-cos-hash-crc64ecma  | 11051210869376104954             | 1",
        "x-goog-hash           | crc32c=4waSgw==                  | crc32c=4waSgg==",
        "x-goog-hash           | md5=JfnnlDI7RTiF9RgfG2JNCw==     | md5=AfnnlDI7RTiF9RgfG2JNCw==",
        "x-ms-blob-content-md5 | JfnnlDI7RTiF9RgfG2JNCw==         | AfnnlDI7RTiF9RgfG2JNCw==",
        "Content-MD5           | JfnnlDI7RTiF9RgfG2JNCw==         | AfnnlDI7RTiF9RgfG2JNCw==",
        "x-amz-checksum-crc32  | y/Q5Jg==                         | y/Q5Jw==",
        "x-amz-checksum-crc64nvme | rosUhgp5mIg=                  | rosUhgp5mIk=",
      })
  void theObjectHasTheChecksumThatItsStoreNames(String header, String right, String wrong) {
    store.behaves(get -> get.asAsked().addHeader(header, right)).holds(CHECK);
    downloader.download(store.url(), target);
    assertHolds(target, CHECK);
    assertThatNoException().isThrownBy(() -> downloader.open(store.url()).readAllBytes());

    store.behaves(get -> get.asAsked().addHeader(header, wrong));
    Path other = dir.resolve("other.csv");
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloader.download(store.url(), other))
        .withMessageContaining("what arrived does not have the ");
    assertThat(other).doesNotExist();
    assertThatIOException().isThrownBy(() -> downloader.open(store.url()).readAllBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-MD5          | 25f9e794323b453885f5181f1b624d0b",
        "x-oss-hash-crc64ecma | 99999999999999999999",
        "x-goog-hash          | crc32c=AAA=",
        "x-ms-blob-content-md5| AfnnlDI7RTiF9Rgf",
        "x-amz-checksum-crc32 | y/Q5Jg==-3",
      })
  void whatCannotBeAChecksumIsNone(String header, String odd) {
    store.behaves(get -> get.asAsked().addHeader(header, odd)).holds(CHECK);
    downloader.download(store.url(), target);
    assertHolds(target, CHECK);
  }

  private byte[] read() throws IOException {
    try (InputStream in = downloader.open(store.url())) {
      return in.readAllBytes();
    }
  }

  @Test
  void anObjectWithoutTheSha256ThatItMustHaveIsFetchedOnce() throws IOException {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(
            () ->
                downloader.download(request(target).withConnections(1).withSha256("0".repeat(64))))
        .withMessageContaining("SHA-256");
    assertThat(store.gets()).hasSize(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void aStreamFromAStoreWithoutRangesHasTheChecksumThatItNames() throws IOException {
    Buffer all = new Buffer().write(OBJECT);
    store.behaves(
        get -> get.all().chunkedBody(all.clone(), 8192).addHeader("Content-MD5", md5(OBJECT)));
    assertThat(read()).isEqualTo(OBJECT);
    store.behaves(
        get -> get.all().chunkedBody(all.clone(), 8192).addHeader("Content-MD5", md5(CHECK)));
    assertThatIOException().isThrownBy(this::read).withMessageContaining("does not have the MD5");
  }

  @Test
  void theChecksumOfAStreamsFirstRangeIsNotThatOfTheObject() throws IOException {
    store.behaves(
        get -> {
          OddStore.Get part = get.upTo(get.first() + 99_999);
          return part.asAsked().addHeader("Content-MD5", md5(part.asked().readByteArray()));
        });
    assertThat(read()).isEqualTo(OBJECT);
    assertThat(store.gets()).hasSize(4);
  }

  @Test
  void checksumsOfWhatIsStoredCompressedSayNothingOfWhatIsSentUncompressed() {
    store.behaves(
        get ->
            get.all()
                .addHeader("x-goog-stored-content-encoding", "gzip")
                .addHeader("x-goog-hash", "crc32c=AAAAAA==,md5=" + md5(CHECK))
                .addHeader("Warning", "214 UploadServer gunzipped"));
    download();
    assertHolds(target, OBJECT);
  }

  @Test
  void norDoThoseOfWhatIsStoredWithAnotherLength() throws IOException {
    store.behaves(
        get ->
            get.asAsked()
                .addHeader("x-goog-stored-content-length", "9")
                .addHeader("x-goog-hash", "crc32c=4waSgw=="));
    download();
    assertHolds(target, OBJECT);
    assertThat(read()).isEqualTo(OBJECT);
  }

  /** Brings ranges whose bytes do not have the MD5 that they name: the second, or all. */
  private void damagesRanges(boolean all, boolean refusesTheRest) {
    store.behaves(
        get -> {
          OddStore.Get part = get.upTo(get.first() + 99_999);
          if (get.range() == null && refusesTheRest) {
            return get.refused(404, "NoSuchKey");
          }
          byte[] bytes = part.asked().readByteArray();
          String md5 = md5(bytes);
          bytes[7] += (byte) (get.range() != null && (all || get.number() == 1) ? 1 : 0);
          return part.asAsked().body(new Buffer().write(bytes)).addHeader("Content-MD5", md5);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRangeWithoutTheMd5ThatItNamesIsRefused(boolean all) {
    damagesRanges(all, false);
    download();
    assertHolds(target, OBJECT);
  }

  /** A body that stops after its first part until something else is asked for. */
  private record SlowBody(Buffer bytes, CountDownLatch asked) implements MockResponseBody {
    @Override
    public long getContentLength() {
      return bytes.size();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      Buffer rest = bytes.clone();
      sink.write(rest, Journals.PART_BYTES);
      sink.flush();
      try {
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted");
      }
      sink.writeAll(rest);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "true, 1"})
  void aRangeOfWhichAnotherConnectionFetchedTheRestHasItsMd5All(boolean damaged, int plain) {
    int firstBytes = 2 * Journals.PART_BYTES;
    int slowBytes = 7 * Journals.PART_BYTES; // half of what is left, as there are two connections
    byte[] object = OddStore.random(16 * Journals.PART_BYTES);
    CountDownLatch helped = new CountDownLatch(1);
    store
        .holds(object)
        .behaves(
            get -> {
              if (get.first() > firstBytes && get.first() < firstBytes + slowBytes) {
                helped.countDown();
              }
              if (get.first() != firstBytes) {
                return get.upTo(get.first() == 0 ? firstBytes - 1 : get.last()).asAsked();
              }
              byte[] bytes = get.asked().readByteArray();
              String md5 = md5(bytes);
              bytes[7] += (byte) (damaged ? 1 : 0);
              return get.asAsked()
                  .body(new SlowBody(new Buffer().write(bytes), helped))
                  .addHeader("Content-MD5", md5);
            });
    download();
    assertHolds(target, object);
    assertThat(store.gets()).filteredOn(get -> get.range() == null).hasSize(plain);
  }

  @Test
  void nothingIsKeptOfARangeWithoutTheMd5ThatItNames() throws IOException {
    damagesRanges(true, true);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(this::download)
        .returns(0L, DownloadException::bytesKept);
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "response"})
  void aChecksumFindsBytesThatWereDamagedTogetherWithTheirOwn(String source) throws IOException {
    byte[] damaged = Arrays.copyOf(OBJECT, Journals.PART_BYTES);
    damaged[7]++;
    Files.write(dir.resolve("sales.csv.part"), damaged);
    Journals.of(
        dir.resolve("sales.csv.part.journal"),
        store.url(),
        OBJECT.length,
        OddStore.TAG,
        damaged,
        source.equals("journal") ? ByteString.of(OBJECT).md5().toByteArray() : null);
    if (source.equals("response")) {
      store.behaves(get -> get.asAsked().addHeader("x-ms-blob-content-md5", md5(OBJECT)));
    }
    download();
    assertHolds(target, OBJECT);
    assertThat(store.gets().get(0).ifRange()).as("it tried to resume").isEqualTo(OddStore.TAG);
    assertThat(files()).containsExactly(target);
  }
}
