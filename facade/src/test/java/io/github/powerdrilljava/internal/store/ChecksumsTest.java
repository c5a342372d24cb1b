package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checksums count; those here are of the text "123456789". */
class ChecksumsTest {

  private static final String CHECK = "123456789";
  private static final String SHA_256 =
      "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";

  private static String mismatch(Checksums digests, String content) {
    Checksums.Running running = digests.running();
    running.update(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    return String.valueOf(running.mismatch());
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-checksum-sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=, SHA-256",
    "x-amz-checksum-sha1, 98O8HYCOBHMq32eZZczDTKeuNEE=, SHA-1",
    "x-amz-checksum-crc32, y/Q5Jg==, CRC32",
    "x-amz-checksum-crc32c, 4waSgw==, CRC32C",
    "Content-MD5, JfnnlDI7RTiF9RgfG2JNCw==, MD5",
    "x-goog-hash, crc32c=4waSgw==, CRC32C",
    "x-goog-hash, md5=JfnnlDI7RTiF9RgfG2JNCw==, MD5",
    "x-amz-checksum-crc64nvme, rosUhgp5mIg=, CRC64NVME",
    "x-ms-blob-content-md5, JfnnlDI7RTiF9RgfG2JNCw==, MD5",
    "x-oss-hash-crc64ecma, 11051210869376104954, CRC64",
    "x-cos-hash-crc64ecma, 11051210869376104954, CRC64",
    "x-goog-hash, 'crc32c=4waSgw==, md5=JfnnlDI7RTiF9RgfG2JNCw==', CRC32C",
    "Repr-Digest, sha-256=:FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=:, SHA-256",
    "Repr-Digest, 'id=?0, sha-512=:2eZ2LdHI6vbWGzxhkvxAjU1tXxF20MKRabwk5xw/J0rSf81YEbMT1oH35V7ALXPU"
        + "mclUVba1u1A6z1dPuo/+hQ==:;x=1', SHA-512",
    "Content-Digest, 'unknown=:AAAA:, md5=:JfnnlDI7RTiF9RgfG2JNCw==:', MD5",
    "Digest, SHA=98O8HYCOBHMq32eZZczDTKeuNEE=, SHA-1",
    "Digest, 'UNIXsum=30637, SHA-256=FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=', SHA-256",
  })
  void checksWhatTheStoreSays(String header, String value, String algorithm) {
    Checksums digests = new Checksums(null);
    digests.expect(Headers.of(header, value), 9, true);
    assertThat(mismatch(digests, CHECK)).isEqualTo("null");
    assertThat(mismatch(digests, "12345678")).isEqualTo(algorithm);
  }

  @Test
  void checksWhatTheCallerSays() {
    assertThat(mismatch(new Checksums(SHA_256), CHECK)).isEqualTo("null");
    assertThat(mismatch(new Checksums(SHA_256), "")).isEqualTo("SHA-256");
  }

  @Test
  void believesTheCallerMoreThanTheStore() {
    Checksums digests = new Checksums(SHA_256);
    String other = ByteString.of(new byte[32]).base64();
    digests.expect(Headers.of("x-amz-checksum-sha256", other), 9, true);
    assertThat(mismatch(digests, CHECK)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-checksum-sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=-3",
    "x-amz-checksum-crc32c, 4waSgw==-12",
    "Content-MD5, not base64",
    "Content-MD5, 25f9e794323b453885f5181f1b624d0b",
    "Content-MD5, AAAA",
    "x-amz-checksum-crc32, AAAAAAAA",
    "x-oss-hash-crc64ecma, -1",
    "x-oss-hash-crc64ecma, 18446744073709551616",
    "x-goog-hash, crc32c=AAAAAAAAAAAAAA==",
    "x-goog-hash, sha3=AAAA",
    "Repr-Digest, sha-256=:AAAA:",
    "Repr-Digest, sha-256",
    "Digest, SHA-256=FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=-3",
    "Repr-Digest, 'x=:AA==:;q=\"md5=JfnnlDI7RTiF9RgfG2JNCw==\"'",
    "Digest, id-sha-256=FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    "ETag, '\"25f9e794323b453885f5181f1b624d0b\"'",
  })
  void makesNothingOfOtherThings(String header, String value) {
    Checksums digests = new Checksums(null);
    digests.expect(Headers.of(header, value), 9, true);
    assertThat(digests.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "x-goog-stored-content-encoding, gzip",
    "x-goog-stored-content-length, 7",
    "X-GUploader-Response-Body-Transformations, gunzipped",
    "Warning, 214 UploadServer gunzipped",
  })
  void takesNoChecksumOfWhatIsStoredForOneOfWhatIsSent(String header, String value) {
    Checksums digests = new Checksums(null);
    digests.expect(
        Headers.of("x-goog-hash", "md5=JfnnlDI7RTiF9RgfG2JNCw==", header, value), 9, true);
    assertThat(digests.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"9, 9, true", "9, 7, false", "-1, 7, true"})
  void takesAChecksumOfAsManyBytesAsAreStored(long size, String stored, boolean counts) {
    Checksums digests = new Checksums(null);
    digests.expect(
        Headers.of(
            "x-goog-hash", "md5=JfnnlDI7RTiF9RgfG2JNCw==", "x-goog-stored-content-length", stored),
        size,
        true);
    assertThat(digests.isEmpty()).isEqualTo(!counts);
  }

  @ParameterizedTest
  @CsvSource({"MD5, 16, true", "MD5, 4, false", "SHA-3, 16, false"})
  void takesAChecksumFromAJournalIfItCanBeOne(String algorithm, int length, boolean counts) {
    Checksums digests = new Checksums(null).and(Map.of(algorithm, ByteString.of(new byte[length])));
    assertThat(digests.isEmpty()).isEqualTo(!counts);
  }

  @Test
  void aChecksumOfARangeThatIsTransformedOnTheWayIsNone() {
    Headers plain =
        Headers.of(
            "Content-MD5", "JfnnlDI7RTiF9RgfG2JNCw==",
            "Content-Digest", "sha-256=:FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=:");
    Headers transformed = plain.newBuilder().add("Warning", "214 proxy").build();
    assertThat(Checksums.ofRange(plain)).isNotNull();
    assertThat(Checksums.ofRange(transformed)).isNull();
  }

  @Test
  void takesTheChecksumOfWhatIsStoredAndSentInOneEncoding() {
    Checksums digests = new Checksums(null);
    digests.expect(
        Headers.of(
            "x-goog-hash",
            "md5=JfnnlDI7RTiF9RgfG2JNCw==",
            "x-goog-stored-content-encoding",
            "gzip",
            "Content-Encoding",
            "gzip"),
        9,
        true);
    assertThat(digests.isEmpty()).isFalse();
  }

  @Test
  void takesNoChecksumOfChecksumsForOneOfTheObject() {
    Checksums digests = new Checksums(null);
    digests.expect(
        Headers.of("x-amz-checksum-crc32c", "4waSgw==", "x-amz-checksum-type", "COMPOSITE"),
        9,
        true);
    assertThat(digests.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Content-MD5, JfnnlDI7RTiF9RgfG2JNCw==, true",
    "Content-Digest, md5=:JfnnlDI7RTiF9RgfG2JNCw==:, true",
    "x-amz-checksum-crc32c, 4waSgw==, true",
    "x-goog-hash, md5=JfnnlDI7RTiF9RgfG2JNCw==, false",
    "Repr-Digest, md5=:JfnnlDI7RTiF9RgfG2JNCw==:, false",
    "Digest, md5=JfnnlDI7RTiF9RgfG2JNCw==, true",
  })
  void takesNoChecksumOfAPartForOneOfTheWhole(String header, String value, boolean ofTheBody) {
    Checksums digests = new Checksums(null);
    digests.expect(Headers.of(header, value), 9, false);
    assertThat(digests.isEmpty()).isEqualTo(ofTheBody);
  }
}
