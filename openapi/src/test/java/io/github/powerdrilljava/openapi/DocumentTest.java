package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document means what YAML 1.2 says, or is refused in a sentence. */
class DocumentTest {

  private static Map<String, Object> read(String text) {
    return Document.read(text.getBytes(UTF_8));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("NO", "NO"),
        arguments("on", "on"),
        arguments("y", "y"),
        arguments("12:30", "12:30"),
        arguments("2026-11-25", "2026-11-25"),
        arguments("2026-11-25 08:00:00", "2026-11-25 08:00:00"),
        arguments("0b11", "0b11"),
        arguments("1_000", "1_000"),
        arguments("'7'", "7"),
        arguments("!!str 7", "7"),
        arguments("=", "="),
        arguments(".inf", ".inf"),
        arguments("true", true),
        arguments("False", false),
        arguments("010", 10L),
        arguments("0o17", 15L),
        arguments("0xFF", 255L),
        arguments("+5", 5L),
        arguments("9223372036854775807", Long.MAX_VALUE),
        arguments("9223372036854775808", new BigInteger("9223372036854775808")),
        arguments("92233720368547758080", new BigInteger("92233720368547758080")),
        arguments("1e3", new BigDecimal("1e3")),
        arguments("-0.50", new BigDecimal("-0.50")),
        arguments("~", null),
        arguments("null", null));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsAPlainValueAsYaml12Does(String text, @Nullable Object value) {
    assertThat(read("{key: " + text + "}").get("key")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"on", "no", "010", "1e3", "2026-11-25", "true", "~", "200", "1.10", "0x1F"})
  void keepsAKeyAsItIsWritten(String key) {
    assertThat(read(key + ": {" + key + ": 1}")).isEqualTo(Map.of(key, Map.of(key, 1L)));
  }

  @Test
  void mergesWhatAMergeKeyNamesBehindWhatStandsThere() {
    assertThat(read("{a: &a {x: 1, y: 1}, b: &b {y: 2, z: 2}, c: {<<: [*a, *b], z: 3}}").get("c"))
        .isEqualTo(Map.of("x", 1L, "y", 1L, "z", 3L));
  }

  @Test
  void keepsAFieldThatIsOnlyCalledLikeAMergeKey() {
    assertThat(read("{'<<': text}")).isEqualTo(Map.of("<<", "text"));
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        arguments(UTF_8, "{\"a\": \"é\"}"),
        arguments(UTF_8, "\ufeff{\"a\": \"é\"}"),
        arguments(UTF_16LE, "\ufeff{\"a\": \"é\"}"),
        arguments(UTF_16BE, "\ufeff{\"a\": \"é\"}"),
        arguments(UTF_16LE, "{\"a\": \"é\"}"),
        arguments(UTF_16BE, "a: é"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void readsUnicodeInAnyEncodingThatYamlAllows(Charset encoding, String text) {
    assertThat(Document.read(text.getBytes(encoding))).isEqualTo(Map.of("a", "é"));
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        arguments("", "It is empty."),
        arguments("# nothing\n", "It is empty."),
        arguments("[1]", "It holds a list where a contract has fields such as openapi and paths."),
        arguments(
            "<html>", "It holds plain text where a contract has fields such as openapi and paths."),
        arguments("a: 1\n---\nb: 2\n", "It holds several documents; a contract is one."),
        arguments("a: 1\na: 2\n", "The key \"a\" occurs twice, the second time at line 2."),
        arguments("a: &a [*a]", "An alias at line 1 is inside its own anchor."),
        arguments("a: &a {<<: *a}", "An alias at line 1 is inside its own anchor."),
        arguments("a: &a {<<: [*a, {b: 1}]}", "An alias at line 1 is inside its own anchor."),
        arguments("[x]: 1", "A key at line 1 is not text."),
        arguments(
            "a:\n  b:\n    - c:\n",
            "It ends after \"c:\", which has no value, so it seems to be cut off."));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void refusesInASentence(String text, String sentence) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnusableContractException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: [}            | It is neither YAML nor JSON at line 1: expected",
        "a: !!set [b]      | The YAML tag \"tag:yaml.org,2002:set\" at line 1",
        "a: !!set {b}      | The YAML tag \"tag:yaml.org,2002:set\" at line 1",
        "a: !!java/x {b: c} | The YAML tag \"tag:yaml.org,2002:java/x\" at line 1",
        "a: !!int 6x0      | The YAML tag \"tag:yaml.org,2002:int\" at line 1",
        "a: !!bool maybe   | The YAML tag \"tag:yaml.org,2002:bool\" at line 1",
        "a: *nobody        | It is neither YAML nor JSON at line 1",
      })
  void reportsWhereItStopsBeingADocument(String text, String sentence) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnusableContractException.class)
        .hasMessageStartingWith(sentence);
  }

  @ParameterizedTest
  @CsvSource({"fffe", "feff", "efbbbf"})
  void isEmptyWhereThereIsOnlyAByteOrderMark(String hex) {
    assertThatThrownBy(() -> Document.read(HexFormat.of().parseHex(hex)))
        .hasMessage("It is empty.");
  }

  @Test
  void refusesWhatIsNoText() {
    assertThatThrownBy(() -> Document.read(new byte[] {'a', ':', ' ', (byte) 0xff}))
        .hasMessage("It is not text in UTF-8.");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 5_000, 100_000})
  void refusesWhatIsNestedTooDeeply(int depth) {
    assertThatThrownBy(() -> read("a: " + "[".repeat(depth) + "]".repeat(depth)))
        .isInstanceOf(UnusableContractException.class)
        .hasMessage("It is nested more than 200 levels deep.");
  }

  @Test
  void readsWhatIsNestedAsDeeplyAsItMayBe() {
    assertThat(read("a: " + "[".repeat(199) + "]".repeat(199))).containsKey("a");
  }

  @Test
  void refusesAliasesThatUnfoldToMoreThanMemoryHolds() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      text.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias))));
    }
    assertThatThrownBy(() -> read(text.toString()))
        .hasMessage("Its aliases unfold to more than 5000000 values.");
  }

  @Test
  void refusesThousandsOfAliases() {
    assertThatThrownBy(() -> read("a: &a {b: 1}\nc: [" + "*a, ".repeat(1002) + "]"))
        .isInstanceOf(UnusableContractException.class)
        .hasMessageStartingWith("It is neither YAML nor JSON: ")
        .hasMessageContaining("aliases")
        .hasMessageEndingWith(".");
  }

  @Test
  void readsHundredsOfAliases() {
    assertThat(read("a: &a {b: 1}\nc: [" + "*a, ".repeat(900) + "]").get("c"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(900);
  }

  @Test
  void writesWhatItReads() {
    Map<String, Object> document = read("{a: [NO, 010, 1.50, null, true], b: {'\"': é}}");
    assertThat(read(Document.write(document))).isEqualTo(document);
    assertThat(document.get("a"))
        .isEqualTo(Arrays.asList("NO", 10L, new BigDecimal("1.50"), null, true));
  }
}
