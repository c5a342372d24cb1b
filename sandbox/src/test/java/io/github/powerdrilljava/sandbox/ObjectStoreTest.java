package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An object is served whole or in the range that was asked for, with all that is known of it. */
class ObjectStoreTest {
  private static final String CONTENT = "0123456789";
  private static final String ETAG = "\"781e5e245d69b566979b86e28d23f2c7\"";
  private static final Instant MODIFIED = Instant.parse("2024-06-03T09:10:11.987Z");
  private static final String LAST_MODIFIED = "Mon, 03 Jun 2024 09:10:11 GMT";

  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path file;

  @BeforeEach
  void putOneFile() throws IOException {
    file = Files.writeString(directory.resolve("a.csv"), CONTENT);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    sandbox.put("dset", "ds", file);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void servesTheWholeObjectWithAllThatIsKnownOfIt() {
    HttpResponse<String> response = PlainClient.get(url());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(CONTENT);
    assertThat(header(response, "ETag")).isEqualTo(ETAG);
    assertThat(header(response, "Last-Modified")).isEqualTo(LAST_MODIFIED);
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(response, "Content-Length")).isEqualTo("10");
    assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(response, "Content-MD5")).isEqualTo("eB5eJF1ptWaXm4bijSPyxw==");
    assertThat(header(response, "Date")).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "bytes=0-0     | 206 | 0          | bytes 0-0/10",
        "bytes=2-5     | 206 | 2345       | bytes 2-5/10",
        "bytes=0-9     | 206 | 0123456789 | bytes 0-9/10",
        "bytes=8-99    | 206 | 89         | bytes 8-9/10",
        "bytes=9-99999999999999999999999 | 206 | 9 | bytes 9-9/10",
        "bytes=7-      | 206 | 789        | bytes 7-9/10",
        "bytes=-3      | 206 | 789        | bytes 7-9/10",
        "bytes=-99     | 206 | 0123456789 | bytes 0-9/10",
        "Bytes=1-1     | 206 | 1          | bytes 1-1/10",
        "bytes=10-     | 416 | -          | bytes */10",
        "bytes=10-12   | 416 | -          | bytes */10",
        "bytes=-0      | 416 | -          | bytes */10",
        "bytes=5-4     | 200 | 0123456789 | -",
        "bytes=-       | 200 | 0123456789 | -",
        "bytes=a-b     | 200 | 0123456789 | -",
        "bytes 0-1     | 200 | 0123456789 | -",
        "lines=0-1     | 200 | 0123456789 | -",
        "bytes=0-1,3-4 | 200 | 0123456789 | -",
      })
  void servesTheRangeThatWasAskedFor(String range, int status, String body, String contentRange) {
    HttpResponse<String> response = PlainClient.get(url(), "Range", range);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
    if (body == null) {
      assertThat(response.body()).contains("<Code>InvalidRange</Code>");
    } else {
      assertThat(response.body()).isEqualTo(body);
      assertThat(header(response, "Content-Length")).isEqualTo("" + body.length());
      assertThat(header(response, "ETag")).isEqualTo(ETAG);
    }
    assertThat(response.headers().firstValue("Content-MD5").isPresent()).isEqualTo(status == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
  void hasNoRangeOfAnEmptyObject(String range) throws IOException {
    sandbox.put("dset", "empty", Files.createFile(directory.resolve("empty")));

    HttpResponse<String> response =
        PlainClient.get(client.presign("dset", "empty"), "Range", range);

    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */0");
  }

  @Test
  void servesAnEmptyObjectWhole() throws IOException {
    sandbox.put("dset", "empty", Files.createFile(directory.resolve("empty")));

    HttpResponse<String> response = PlainClient.get(client.presign("dset", "empty"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Length")).isEqualTo("0");
    assertThat(header(response, "Content-MD5")).isEqualTo("1B2M2Y8AsgTpgAmY7PhCfg==");
    assertThat(response.headers().firstValue("Transfer-Encoding")).isEmpty();
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} gives {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "If-Match | " + ETAG + "                | 206",
        "If-Match | *                           | 206",
        "If-Match | `\"x\", " + ETAG + "`       | 206",
        "If-Match | \"x\"                       | 412",
        "If-Match | W/" + ETAG + "              | 412",
        "If-Range | " + ETAG + "                | 206",
        "If-Range | " + LAST_MODIFIED + "       | 206",
        "If-Range | \"x\"                       | 200",
        "If-Range | W/" + ETAG + "              | 200",
        "If-Range | Mon, 03 Jun 2024 09:10:12 GMT | 200",
        "If-Range | yesterday                   | 200",
      })
  void servesARangeOnlyOfTheObjectThatIsMeant(String header, String value, int status) {
    HttpResponse<String> response =
        PlainClient.get(url(), "Range", "bytes=0-1", header.strip(), value.strip());

    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 412) {
      assertThat(response.body()).contains("<Code>PreconditionFailed</Code>");
    } else {
      assertThat(response.body()).isEqualTo(status == 200 ? CONTENT : "01");
    }
  }

  @ParameterizedTest(name = "\"{0}\", later by {1} s")
  @CsvSource({"other, 0", "9876543210, 1"})
  void noticesThatTheFileHasChanged(String content, long later) throws IOException {
    URI url = url();
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED.plusSeconds(later)));

    HttpResponse<String> response = PlainClient.get(url);

    assertThat(response.body()).isEqualTo(content);
    assertThat(header(response, "ETag")).isNotEmpty().isNotEqualTo(ETAG);
    assertThat(PlainClient.get(url, "If-Match", ETAG).statusCode()).isEqualTo(412);
  }

  @Test
  void streamsAFileOf64MiB() throws IOException, GeneralSecurityException {
    long size = 64L << 20;
    Path large = directory.resolve("large.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(size);
    }
    sandbox.put("dset", "large", large);

    HttpResponse<InputStream> response = PlainClient.open(client.presign("dset", "large"));

    MessageDigest digest = MessageDigest.getInstance("MD5");
    try (InputStream in = new DigestInputStream(response.body(), digest)) {
      assertThat(in.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(size);
    }
    byte[] md5 = digest.digest();
    assertThat(header(response, "ETag")).isEqualTo('"' + HexFormat.of().formatHex(md5) + '"');
    assertThat(header(response, "Content-MD5")).isEqualTo(Base64.getEncoder().encodeToString(md5));
  }

  private URI url() {
    return client.presign("dset", "ds");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
