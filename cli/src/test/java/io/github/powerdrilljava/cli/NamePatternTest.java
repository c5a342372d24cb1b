package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class NamePatternTest {

  private static boolean matches(String glob, String name) {
    return new NamePattern.Converter().convert(glob).test(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*        | a.csv      | true",
        "*        | ''         | true",
        "*.csv    | a.csv      | true",
        "*.csv    | dir/a.csv  | true",
        "*.csv    | a.csv.gz   | false",
        "*.csv    | a.CSV      | false",
        "*.csv    | axcsv      | false",
        "a?c      | abc        | true",
        "a?c      | a日c        | true",
        "a?c      | ac         | false",
        "[a-c]x   | bx         | true",
        "[a-c]x   | dx         | false",
        "[!a-c]x  | dx         | true",
        "[!a-c]x  | ax         | false",
        "[]]x     | ]x         | true",
        "[&&]x    | &x         | true",
        "[!]x     | !x         | true",
        "[^a]x    | ^x         | true",
        "[^a]x    | bx         | false",
        "'\\*x'   | *x         | true",
        "'\\*x'   | yx         | false",
        "a(b)+.c  | a(b)+.c    | true",
      })
  void isThatOfAShell(String glob, String name, boolean isMatch) {
    assertThat(matches(glob, name)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb.csv", "a\u2028b.csv"})
  void matchesLineBreaksToo(String name) {
    assertThat(matches("a*.csv", name)).isTrue();
    assertThat(matches("a?b.csv", name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a[b", "[z-a]"})
  void isRefusedWhereItIsNone(String glob) {
    assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> matches(glob, "a"));
  }
}
