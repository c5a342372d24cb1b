package io.github.powerdrilljava.openapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text stays text in Java source. */
class JavaTextTest {

  @Test
  void escapesWhatEndsOrChangesALiteral() {
    assertThat(JavaText.literal("a \"b\\c\n\r\t\u0000\u007f\u00e9\u2028"))
        .isEqualTo("\"a \\\"b\\\\c\\012\\015\\011\\000\\177\\u00e9\\u2028\"");
  }

  @Test
  void leavesNoEscapeForTheCompilerToUnfold() {
    assertThat(JavaText.literal("\\u0022")).isEqualTo("\"\\\\u0022\"");
    assertThat(JavaText.literal("\\é")).isEqualTo("\"\\\\\\u00e9\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ends */ here        | ends &#42;/ here",
        "\\u002a/            | &#92;u002a/",
        "{@code x} @since    | &#123;&#64;code x&#125; &#64;since",
        "a <b> & c           | a &#60;b&#62; &#38; c",
        "Presign it .        | Presign it.",
      })
  void escapesComments(String text, String line) {
    assertThat(JavaText.javadoc(text)).containsExactly(line);
  }

  @Test
  void keepsParagraphsAndWrapsLines() {
    String words = "word ".repeat(30);
    assertThat(JavaText.javadoc("One\ntwo.\n\n" + words))
        .containsExactly(
            "One two.", "", "<p>" + "word ".repeat(19).strip(), "word ".repeat(11).strip());
  }

  @ParameterizedTest
  @CsvSource({"96, 1, 2", "48, 48, 2", "48, 47, 1", "96, 0, 1"})
  void fillsALineUpToItsWidth(int first, int second, int lines) {
    assertThat(JavaText.javadoc("a".repeat(first) + " " + "b".repeat(second))).hasSize(lines);
  }

  @ParameterizedTest
  @CsvSource({"Lists jobs, Lists jobs.", "Lists jobs., Lists jobs.", "Really?, Really?", "'',''"})
  void endsSentences(String text, String sentence) {
    assertThat(JavaText.sentence(text)).isEqualTo(sentence);
  }

  @Test
  void hasNoLinesForNothing() {
    assertThat(JavaText.javadoc(" ")).isEmpty();
  }
}
