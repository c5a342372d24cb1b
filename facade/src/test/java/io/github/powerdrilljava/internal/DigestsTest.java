package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checksums count; those here are of the text "123456789". */
class DigestsTest {

  private static final String CHECK = "123456789";
  private static final String SHA_256 =
      "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";

  @TempDir Path dir;

  private String mismatch(Digests digests, String content) throws Exception {
    try (PartFile file = PartFile.temporary(dir.resolve("file"))) {
      file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
      return String.valueOf(digests.mismatch(file));
    }
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
    "x-goog-hash, 'crc32c=4waSgw==, md5=JfnnlDI7RTiF9RgfG2JNCw==', CRC32C",
  })
  void checksWhatTheStoreSays(String header, String value, String algorithm) throws Exception {
    Digests digests = new Digests(null);
    digests.expect(Headers.of(header, value), true);
    assertThat(mismatch(digests, CHECK)).isEqualTo("null");
    assertThat(mismatch(digests, "12345678")).isEqualTo(algorithm);
  }

  @Test
  void checksWhatTheCallerSays() throws Exception {
    assertThat(mismatch(new Digests(SHA_256), CHECK)).isEqualTo("null");
    assertThat(mismatch(new Digests(SHA_256), "")).isEqualTo("SHA-256");
  }

  @Test
  void believesTheCallerMoreThanTheStore() throws Exception {
    Digests digests = new Digests(SHA_256);
    digests.expect(Headers.of("x-amz-checksum-sha256", "AAAA"), true);
    assertThat(mismatch(digests, CHECK)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-checksum-sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=-3",
    "x-amz-checksum-crc32c, 4waSgw==-12",
    "Content-MD5, not base64",
    "x-goog-hash, sha3=AAAA",
    "ETag, '\"25f9e794323b453885f5181f1b624d0b\"'",
  })
  void makesNothingOfOtherThings(String header, String value) {
    Digests digests = new Digests(null);
    digests.expect(Headers.of(header, value), true);
    assertThat(digests.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Content-MD5, true", "x-amz-checksum-crc32c, true", "x-goog-hash, false"})
  void takesNoChecksumOfAPartForOneOfTheWhole(String header, boolean ofTheBody) {
    Digests digests = new Digests(null);
    digests.expect(Headers.of(header, header.equals("x-goog-hash") ? "md5=AAAA" : "AAAA"), false);
    assertThat(digests.isEmpty()).isEqualTo(ofTheBody);
  }
}
