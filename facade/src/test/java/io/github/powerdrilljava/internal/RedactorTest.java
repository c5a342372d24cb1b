package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

  private final Redactor redactor = new Redactor("sk/a+DEF==");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no secret                       | no secret",
        "bad key sk/a+DEF== given        | bad key … given",
        "sk/a+DEF=                       | sk/a+DEF=",
        "see https://x/y?a=1&b=2         | see https://x/y?…",
        "see \"https://x/y?a=1\" for more | see \"https://x/y?…",
        "Really? Yes                     | Really? Yes",
      })
  void hidesKeysAndQueriesInText(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`k`:`sk\\/a\\u002bDEF\\u003D\\u003d`}  | {`k`:`…`}",
        "{`u`:`https://x/y?a=1`,`n`:2}          | {`u`:`https://x/y?…`,`n`:2}",
        "{`u`:`https://x/y?a=\\`1&s=2`,`n`:2}   | {`u`:`https://x/y?…`,`n`:2}",
        "{`u`:`https:\\/\\/x\\u003fa=1`}        | {`u`:`https:\\/\\/x?…`}",
        "<a href=`https://x/y?a=1`>Really?</a>  | <a href=`https://x/y?…`>Really?…",
      })
  void hidesKeysAndQueriesInBodies(String body, String excerpt) {
    assertThat(redactor.excerpt(ByteString.encodeUtf8(body.replace('`', '"'))))
        .isEqualTo(excerpt.replace('`', '"'));
  }

  @Property(tries = 1000, seed = "1")
  void hidesAQueryWhateverItHolds(@ForAll("queries") String query) {
    String url = "https://s3.example/x?" + query + "&Signature=5ec2e7516na7ure";
    String json = Json.MOSHI.adapter(String.class).toJson(url);
    assertThat(redactor.redact("no object at " + url)).doesNotContain("5ec2e7516na7ure");
    assertThat(redactor.excerpt(ByteString.encodeUtf8(json))).doesNotContain("5ec2e7516na7ure");
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of("\"", "\\", "?", " ", "u003f", "&", "\n", "a")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts)))
        .filter(query -> query.stripLeading().equals(query));
  }

  @Test
  void putsTextOnOneLine() {
    assertThat(redactor.redact(" a\r\n\tb\u2028c ")).isEqualTo("a b c");
  }

  @Test
  void managesTextOfAnyLength() {
    String long4MiB = "https://x/y?" + "a=1&".repeat(1 << 20);
    assertThat(redactor.redact(long4MiB)).isEqualTo("https://x/y?…");
    String json = "\"" + long4MiB + "\\\"".repeat(1 << 20) + "\"";
    assertThat(redactor.excerpt(ByteString.encodeUtf8(json))).isEqualTo("\"https://x/y?…\"");
    assertThat(redactor.excerpt(ByteString.encodeUtf8("b".repeat(1 << 22)))).hasSize(200);
  }
}
