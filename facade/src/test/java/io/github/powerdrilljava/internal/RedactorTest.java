package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;

import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

  private final Redactor redactor = new Redactor("sk/a+DEF==");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no secret                              | no secret",
        "bad key sk/a+DEF== given               | bad key … given",
        "{`k`:`sk\\/a\\u002bDEF\\u003D\\u003d`}  | {`k`:`…`}",
        "sk/a+DEF=                              | sk/a+DEF=",
        "see https://x/y?a=1&b=2                | see https://x/y?…",
        "{`u`:`https://x/y?a=1`,`n`:2}          | {`u`:`https://x/y?…`,`n`:2}",
        "{`u`:`https://x/y?a=\\`1&s=2`,`n`:2}   | {`u`:`https://x/y?…`,`n`:2}",
        "{`u`:`https:\\/\\/x\\u003fa=1`}        | {`u`:`https:\\/\\/x?…`}",
        "Really? Yes                            | Really? Yes",
      })
  void hidesKeysAndQueries(String text, String redacted) {
    assertThat(redactor.redact(text.replace('`', '"'))).isEqualTo(redacted.replace('`', '"'));
  }

  @Test
  void putsTextOnOneLine() {
    assertThat(redactor.redact(" a\r\n\tb\u2028c ")).isEqualTo("a b c");
  }

  @Test
  void managesTextOfAnyLength() {
    String long4MiB = "https://x/y?" + "a=1&".repeat(1 << 20);
    assertThat(redactor.redact(long4MiB)).isEqualTo("https://x/y?…");
    assertThat(redactor.redact("\"" + long4MiB + "\\\"" + long4MiB + "\""))
        .isEqualTo("\"https://x/y?…\"");
    assertThat(redactor.excerpt(ByteString.encodeUtf8("b".repeat(1 << 22)))).hasSize(200);
  }
}
