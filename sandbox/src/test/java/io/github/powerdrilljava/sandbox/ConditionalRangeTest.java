package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that are given twice, and conditions beside each other, as RFC 9110 has them. */
class ConditionalRangeTest {
  private static final String ETAG = "\"781e5e245d69b566979b86e28d23f2c7\"";
  private static final Instant MODIFIED = Instant.parse("2024-06-03T09:10:11.987Z");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Range: bytes=0-1; Range: bytes=3-4                   | 200",
        "Range: bytes=0-1; Range: bytes=0-1                   | 200",
        "Range: bytes=0-1; If-Range: T; If-Range: T           | 200",
        "Range: bytes=0-1; If-Range: T                        | 206",
        "Range: bytes=0-1; If-Range: W/T                      | 200",
        "Range: bytes=0-1; If-Range: Mon, 03 Jun 2024 09:10:10 GMT | 200",
        "Range: bytes=0-1; If-Range: Mon, 03 Jun 2024 09:10:11 GMT | 206",
        "Range: bytes=0-1; If-Range: Mon, 03 Jun 2024 09:10:12 GMT | 200",
        "Range: bytes=0-1; If-Match: \"x\"; If-Match: T       | 206",
        "Range: bytes=0-1; If-Match: \"x\"; If-Match: \"y\"   | 412",
        "Range: bytes=0-1; If-Match: \"x\"; If-Range: T       | 412",
        "Range: bytes=0-1; If-Match: T; If-Range: \"x\"       | 200",
        "Range: bytes=10-; If-Match: \"x\"                    | 412",
        "Range: bytes=10-; If-Range: \"x\"                    | 200",
        "Range: bytes=10-; If-Range: T                        | 416",
        "If-Match: \"x\"                                      | 412",
        "If-Range: \"x\"                                      | 200",
      })
  void servesWhatAllHeadersTogetherAskFor(String headers, int status) throws Exception {
    Path file = Files.writeString(directory.resolve("a.csv"), "0123456789");
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    String[] namesAndValues = headers.replaceAll(": (W/)?T\\b", ": $1" + ETAG).split("; |: ", -1);
    try (PowerdrillSandbox sandbox = TestContract.start()) {
      sandbox.put("dset", "ds", file);

      HttpResponse<String> response =
          PlainClient.get(new PlainClient(sandbox).presign("dset", "ds"), namesAndValues);

      assertThat(response.statusCode()).isEqualTo(status);
    }
  }
}
