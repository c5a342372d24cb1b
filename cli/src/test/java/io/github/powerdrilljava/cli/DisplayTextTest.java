package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "abc, 3",
    "größe, 5",
    "gro\u0308ße, 5",
    "日本, 4",
    "ｗｉｄｅ, 8",
    "한국, 4",
    "\ud83d\ude00, 2",
    "e\u0301\u0302x, 2",
  })
  void isAsWideAsTerminalsShowIt(String text, int width) {
    assertThat(DisplayText.width(text)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdef, 5, abcd…",
    "abcdef, 1, …",
    "日本語, 6, 日本語",
    "日本語, 5, 日本…",
    "日本語, 4, 日…",
    "xo\u0308yz, 3, xo\u0308…",
    "\ud83d\ude00\ud83d\ude00, 3, \ud83d\ude00…",
  })
  void endsWithAnEllipsisWhereItDoesNotFit(String text, int columns, String fitting) {
    assertThat(DisplayText.fit(text, columns)).isEqualTo(fitting);
    assertThat(DisplayText.width(fitting)).isLessThanOrEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"日, 4, '日  ', '  日'", "abc, 2, abc, abc", "o\u0308, 2, 'o\u0308 ', ' o\u0308'"})
  void isPaddedToColumns(String text, int columns, String left, String right) {
    assertThat(DisplayText.left(text, columns)).isEqualTo(left);
    assertThat(DisplayText.right(text, columns)).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "1234567, 1.2 MB",
    "9223372036854775807, 9.2 EB",
  })
  void isShortForBytes(long bytes, String shown) {
    assertThat(DisplayText.bytes(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.9999S, 999 ms",
    "PT1S, 1.0 s",
    "PT59.99S, 59.9 s",
    "PT2M5S, 2 min 5 s",
    "PT59M59S, 59 min 59 s",
    "PT27H3M9S, 27 h 3 min"
  })
  void showsTimesAsPeopleReadThem(Duration time, String expected) {
    assertThat(DisplayText.time(time)).isEqualTo(expected);
  }
}
