package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a version of an object, and as a part of it. */
class VersionTest {

  private static final String MONDAY = "Mon, 23 Nov 2026 10:00:00 GMT";
  private static final String ONE_SECOND_LATER = "Mon, 23 Nov 2026 10:00:01 GMT";
  private static final ContentRange RANGE = new ContentRange(10, 5, 100);

  private static Response answer(int status, Headers headers) {
    return new Response.Builder()
        .request(new Request.Builder().url("https://store.example/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(status)
        .message("")
        .headers(headers)
        .body(ResponseBody.create("12345", null))
        .build();
  }

  private static @Nullable ContentRange range(String... contentRanges) {
    Headers.Builder headers = new Headers.Builder();
    for (String range : contentRanges) {
      headers.add("Content-Range", range);
    }
    return ContentRange.of(answer(206, headers.build()));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 0-0/1, 0, 1, 1",
    "bytes 10-19/100, 10, 10, 100",
    "BYTES 0-9/100, 0, 10, 100",
    "' bytes  0 - 9 / 100 ', 0, 10, 100",
    "'bytes 0-9/100, bytes 0-9/100', 0, 10, 100",
    "bytes 0-999999999999999998/999999999999999999, 0, 999999999999999999, 999999999999999999",
  })
  void readsWhichBytesAnAnswerBrings(String header, long first, long length, long size) {
    assertThat(range(header)).isEqualTo(new ContentRange(first, length, size));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "bytes */100",
        "bytes 0-9/*",
        "bytes 9-0/100",
        "bytes 0-100/100",
        "bytes 0-9/0",
        "bytes -5-9/100",
        "bytes 0-9/100, 10-19/100",
        "items 0-9/100",
        "bytes 0-9/9999999999999999999",
      })
  void readsNoNonsense(String header) {
    assertThat(range(header)).isNull();
  }

  @Test
  void believesNoneOfTwoRanges() {
    assertThat(range()).isNull();
    assertThat(range("bytes 0-9/100", "bytes 0-9/10")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"abc\"", "\"a b-1,2\"", "\"\\\""})
  void isNamedByAStrongTag(String tag) {
    Headers headers = Headers.of("ETag", tag);
    assertThat(Version.of(RANGE, headers)).isEqualTo(new Version(100, tag, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"W/\"abc\"", "abc", "\"abc", "\"", "\"a\"b\"", "\"\u00e4\"", "\"\u20ac\""})
  void isNotNamedByAnotherTag(String tag) {
    Headers headers =
        new Headers.Builder()
            .addUnsafeNonAscii("ETag", tag)
            .add("Last-Modified", MONDAY)
            .add("Date", ONE_SECOND_LATER)
            .build();
    assertThat(Version.of(RANGE, headers)).isNull();
  }

  @Test
  void isNamedByADateThatIsOldEnough() {
    assertThat(Version.of(RANGE, Headers.of("Last-Modified", MONDAY, "Date", ONE_SECOND_LATER)))
        .isEqualTo(new Version(100, MONDAY, "", ""));
    assertThat(Version.of(RANGE, Headers.of("Last-Modified", MONDAY, "Date", MONDAY))).isNull();
    assertThat(Version.of(RANGE, Headers.of("Last-Modified", MONDAY))).isNull();
    assertThat(Version.of(RANGE, Headers.of("Date", MONDAY))).isNull();
  }

  @Test
  void isNotNamedByOneOfSeveralTagsOrDates() {
    assertThat(Version.of(RANGE, Headers.of("ETag", "\"a\"", "ETag", "\"b\""))).isNull();
    assertThat(Version.of(RANGE, Headers.of("ETag", "\"a\"", "ETag", "\"a\""))).isNotNull();
    assertThat(
            Version.of(
                RANGE,
                Headers.of(
                    "Last-Modified",
                    ONE_SECOND_LATER,
                    "Last-Modified",
                    MONDAY,
                    "Date",
                    ONE_SECOND_LATER)))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "100, '\"abc\"', true",
    "0, '\"abc\"', false",
    "100, '\"a\"b\"', false",
    "100, 'Mon, 23 Nov 2026 10:00:00 GMT', true",
    "100, 'Montäg', false",
  })
  void isReadFromAFileOnlyIfItCanBeOne(long size, String validator, boolean isValid) {
    assertThat(new Version(size, validator, "", "").isValid()).isEqualTo(isValid);
  }

  @ParameterizedTest
  @CsvSource({"identity, ''", "IDENTITY, ''", "GZip, gzip", "' br ', br"})
  void knowsAnEncodingHoweverItIsSpelled(String header, String encoding) {
    assertThat(Version.encoding(Headers.of("Content-Encoding", header))).isEqualTo(encoding);
  }

  private static Headers part(String size, String... further) {
    return Headers.of(further).newBuilder().add("Content-Range", "bytes 10-14/" + size).build();
  }

  @Test
  void knowsItsOwnParts() throws Exception {
    Version tagged = new Version(100, "\"abc\"", "", "");
    assertThat(tagged.require(answer(206, part("100", "ETag", "\"abc\"")), 10)).isEqualTo(RANGE);
    Version dated = new Version(100, MONDAY, "", "");
    assertThat(dated.require(answer(206, part("100", "Last-Modified", MONDAY)), 10))
        .isEqualTo(RANGE);
    assertThat(dated.require(answer(206, part("100")), 10)).isEqualTo(RANGE);
  }

  @Test
  void knowsPartsOfOtherVersions() {
    Version tagged = new Version(100, "\"abc\"", "", "");
    isChanged(tagged, answer(206, part("101", "ETag", "\"abc\"")));
    isChanged(tagged, answer(206, part("100", "ETag", "\"abd\"")));
    isChanged(tagged, answer(206, part("100", "ETag", "W/\"abc\"")));
    isChanged(tagged, answer(206, part("100")));
    isChanged(tagged, answer(206, part("100", "ETag", "\"abd\"", "ETag", "\"abc\"")));
    Version dated = new Version(100, MONDAY, "", "");
    isChanged(dated, answer(206, part("100", "Last-Modified", ONE_SECOND_LATER)));
    isChanged(
        dated,
        answer(206, part("100", "Last-Modified", ONE_SECOND_LATER, "Last-Modified", MONDAY)));
    isChanged(dated, answer(206, part("100", "ETag", "\"abc\"")));
    isChanged(dated, answer(206, part("100", "Last-Modified", MONDAY, "ETag", "\"abc\"")));
    for (int status : new int[] {412, 416}) {
      isChanged(tagged, answer(status, Headers.of("ETag", "\"abc\"")));
    }
    isChanged(tagged, answer(200, Headers.of("ETag", "\"abd\"")));
  }

  private static Stream<Response> inconsistent() {
    return Stream.of(
        answer(200, Headers.of("ETag", "\"abc\"")),
        answer(206, part("100", "ETag", "\"abc\"", "Content-Encoding", "gzip")),
        answer(206, part("100", "ETag", "\"abc\"", "Content-Type", "text/html")),
        answer(206, part("100", "ETag", "\"abc\"", "Content-Type", "multipart/byteranges")),
        answer(
            206,
            Headers.of("ETag", "\"abc\"", "Content-Range", "bytes 10-15/100"))); // it has 5 bytes
  }

  @ParameterizedTest
  @MethodSource("inconsistent")
  void refusesWhatContradictsItselfOrTheFirstResponse(Response response) {
    Version version = new Version(100, "\"abc\"", "", "text/csv");
    assertThatExceptionOfType(InconsistentResponseException.class)
        .isThrownBy(() -> version.require(response, 10));
  }

  @Test
  void doesNotMindATypeThatIsMissingOrSpelledOtherwise() throws Exception {
    Version version = new Version(100, "\"abc\"", "", "text/csv;charset=utf-8");
    assertThat(version.require(answer(206, part("100", "ETag", "\"abc\"")), 10)).isEqualTo(RANGE);
    Response spelled =
        answer(206, part("100", "ETag", "\"abc\"", "Content-Type", "Text/CSV; charset=UTF-8"));
    assertThat(version.require(spelled, 10)).isEqualTo(RANGE);
  }

  private static void isChanged(Version version, Response answer) {
    assertThatExceptionOfType(ObjectChangedException.class)
        .isThrownBy(() -> version.require(answer, 10));
  }

  @Test
  void refusesOtherBytesThanAskedFor() {
    Version version = new Version(100, "\"abc\"", "", "");
    Response answer = answer(206, part("100", "ETag", "\"abc\""));
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> version.require(answer, 9));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> version.require(answer(503, Headers.of()), 10))
        .withMessage("HTTP 503");
  }
}
