package io.github.powerdrilljava.openapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text becomes a name that Java accepts and a reader recognises. */
class JavaNamesTest {

  @ParameterizedTest
  @CsvSource({
    "user_id,         userId",
    "userId,          userId",
    "User-Id,         userId",
    "a_b,             aB",
    "ID,              id",
    "URLPath,         urlPath",
    "PAGE_SIZE,       pageSize",
    "x-pd-trace,      xPdTrace",
    "filter[name],    filterName",
    "+1,              plus1",
    "-1,              minus1",
    "2fa,             value2fa",
    "class,           classValue",
    "yield,           yieldValue",
    "getClass,        getClassValue",
    "equals,          equalsValue",
    "io,              ioValue",
    "'',              value",
    "\u007f,          value",
    "🙂,              u1f642",
    "a🙂,             a",
    "數據,             數據",
  })
  void namesMembers(String text, String name) {
    assertThat(JavaNames.member(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "Dataset,          Dataset",
    "data source.v2,   DataSourceV2",
    "Straße,           Strau00dfe",
    "Café,             Cafe",
    "數據,              U6578u64da",
    "1st,              Model1st",
    "String,           StringModel",
    "builder,          BuilderModel",
    "FooJsonAdapter,   FooJsonAdapterModel",
    "'Page«Job»',      PageJob",
    "🙂,               U1f642",
    "'',               Model",
  })
  void namesTypesInAscii(String text, String name) {
    assertThat(JavaNames.type(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "red,         RED",
    "lightBlue,   LIGHT_BLUE",
    "'light blue', LIGHT_BLUE",
    "2024-01-02,  VALUE_2024_01_02",
    "-3,          MINUS_3",
    "'',          EMPTY",
    "null,        NULL",
    "🙂,          U1F642",
  })
  void namesConstants(String text, String name) {
    assertThat(JavaNames.constant(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "İ",
        "ß",
        "ŉ",
        "ﬁx",
        "\u2028",
        "\ud83d",
        "a\u0000b",
        "_",
        "__",
        "$x",
        "३",
        "𝒳",
        "'",
        "\"",
        "*/"
      })
  void givesOnlyNamesOfJava(String text) {
    assertThat(SourceVersion.isName(JavaNames.member(text))).isTrue();
    assertThat(SourceVersion.isName(JavaNames.type(text))).isTrue();
    assertThat(SourceVersion.isName(JavaNames.method(text))).isTrue();
    assertThat(SourceVersion.isName(JavaNames.constant(text))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"presignIt, presignIt", "'x; static {}',", "class,", "getClass,", "數據,"})
  void pinsOnlyPlainNames(String pinned, String name) {
    assertThat(JavaNames.pinned(Map.of("x-java-name", pinned), "x-java-name")).isEqualTo(name);
  }
}
