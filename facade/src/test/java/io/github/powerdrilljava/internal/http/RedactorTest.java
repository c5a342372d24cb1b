package io.github.powerdrilljava.internal.http;

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
      value = {
        "no secret                       | no secret",
        "bad key sk/a+DEF== given        | bad key … given",
        "sk/a+DEF=                       | sk/a+DEF=",
        "BAD KEY SK/A+DEF== given        | BAD KEY … given",
        "of %73%6B%2f%61%2B%64ef== in it | of … in it",
        "没有？请检查 77                  | 没有？请检查 77",
        "of https://x/y\uff1fa=1         | of https://x/y?…",
        "of sk%2Fa%2bDEF%3D%253d in URLs | of … in URLs",
        "sk/a&#43;DEF&#x3D;&#0061; shown | … shown",
        "see https://x/y?a=1&b=2         | see https://x/y?…",
        "see \"https://x/y?a=1\" for more | see \"https://x/y?…",
        "Really? Yes                     | Really? Yes",
        "at https://u:p@x/y, see a@b     | at https:…@x/y, see a@b",
        "at //u:p@x/y?a=1 b              | at //…@x/y?…",
        "at https://x/y#part now         | at https://x/y#… now",
        "at https://x/y?mail=a@b&s=1     | at https:…@?…",
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
        "{`u`:`https://x\\uff1fa=1`}            | {`u`:`https://x?…`}",
        "<a href=`https://x/y?a=1`>Really?</a>  | <a href=`https://x/y?…`>Really?…",
      })
  void hidesKeysAndQueriesInBodies(String body, String excerpt) {
    assertThat(redactor.excerpt(ByteString.encodeUtf8(body.replace('`', '"'))))
        .isEqualTo(excerpt.replace('`', '"'));
  }

  @Test
  void hidesWhatSignsAUrlWhoseBeginningIsMissing() {
    assertThat(redactor.redact("X-Amz-Signature=5ec2e7&a=1 b"))
        .isEqualTo("X-Amz-Signature=…&a=1 b");
    assertThat(redactor.redact("sv=1&sig=5ec2e7&design=b")).isEqualTo("sv=1&sig=…&design=b");
    assertThat(redactor.redact("X-Amz-Signature%3D5ec2e7 b")).isEqualTo("X-Amz-Signature%3D… b");
    assertThat(redactor.excerpt(ByteString.encodeUtf8("{\"q\":\"Signature\\u003dab\\/cd\"}")))
        .isEqualTo("{\"q\":\"Signature\\u003d…\"}");
    assertThat(redactor.redact("x-goog-credential=me, Signature: b"))
        .isEqualTo("x-goog-credential=… Signature: b");
    assertThat(redactor.excerpt(ByteString.encodeUtf8("{\"q\":\"Signature=5ec2e7\",\"n\":2}")))
        .isEqualTo("{\"q\":\"Signature=…\",\"n\":2}");
  }

  @Test
  void leavesAnIdAsItIsUnlessTheKeyIsInIt() {
    Redactor redactor = new Redactor("secret-key-1");
    String id = "7f9c24e8-3b12-4fef-91e0-5a5f0c0a1b2c";
    assertThat(redactor.redact(id)).isSameAs(id);
    assertThat(redactor.redact("x".repeat(129))).isEqualTo("x".repeat(129));
    assertThat(redactor.redact("x".repeat(1001))).hasSize(1000);
    assertThat(redactor.redact("id-secret-key-1-id")).isEqualTo("id-…-id");
    assertThat(redactor.redact("id-Secret-KEY-1")).isEqualTo("id-…");
    assertThat(redactor.redact("id\\u002dsecret\\u002dkey\\u002d1")).doesNotContain("key");
    assertThat(new Redactor("").redact(id)).isSameAs(id);
  }

  @Test
  void putsTextOnOneLine() {
    assertThat(redactor.redact(" a\r\n\tb\u2028c ")).isEqualTo("a b c");
  }

  @Test
  void cutsTextOfMoreThanAThousandCharacters() {
    assertThat(redactor.redact("a".repeat(1000))).isEqualTo("a".repeat(1000));
    assertThat(redactor.redact("a".repeat(1001))).isEqualTo("a".repeat(999) + "…");
    assertThat(redactor.redact("a".repeat(998) + "😀a")).isEqualTo("a".repeat(998) + "…");
  }

  @ParameterizedTest
  @CsvSource({
    "https://x/y?a=1?b=2, https://x/y?…",
    "https://x/y, https://x/y",
    "?a=1, ?…",
  })
  void leavesTheQueryOfAUrlOut(String url, String shown) {
    assertThat(ShownUrl.of(url)).isEqualTo(shown);
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
