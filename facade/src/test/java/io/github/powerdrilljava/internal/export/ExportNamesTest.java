package io.github.powerdrilljava.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.RandomInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files, made of names that others wrote. */
class ExportNamesTest {

  @TempDir Path directory;
  private ExportNames names;

  @BeforeEach
  void start() {
    names = new ExportNames(directory);
  }

  private String choose(String name, String id) {
    Path file = names.choose(name, id);
    assertThat(file.getParent()).isEqualTo(directory);
    return String.valueOf(file.getFileName());
  }

  @ParameterizedTest
  @CsvSource({
    "sales.csv, sales.csv",
    "größe 数据 😀.csv, größe 数据 😀.csv",
    "'a b', 'a b'",
    "../../etc/passwd, __.._etc_passwd",
    "/etc/passwd, _etc_passwd",
    "'C:\\Windows\\x', C__Windows_x",
    "., _",
    ".., _",
    ".hidden, _hidden",
    "'name. . ', name_",
    "'a<b>c\"d|e?f*g', a_b_c_d_e_f_g",
    "CON, _CON_",
    "nul.txt, _nul.txt_",
    "com1, _com1_",
    "'LPT9 .x', '_LPT9 .x_'",
    "conIN$, _conIN$_",
    "COM0, _COM0_",
    "console, console",
    "sales.csv.part, _sales.csv.part_",
    "sales.csv.part.journal, _sales.csv.part.journal_",
    "sales.csv.part.3, _sales.csv.part.3_",
    "sales.csv.part.3.journal, _sales.csv.part.3.journal_",
    "a.party, a.party",
    "-rf, -rf"
  })
  void areValidEverywhere(String name, String expected) {
    assertThat(choose(name, "ds-1")).isEqualTo(expected);
  }

  @Test
  void holdNoControlCharacterAndNothingThatTurnsText() {
    assertThat(choose("a\u0000b\nc\u001bd\u202ee\ud800f", "ds-1")).isEqualTo("a_b_c_d_e_f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000"})
  void areTheIdWhereThereIsNoName(String name) {
    assertThat(choose(name, "ds-1")).isEqualTo("ds-1");
  }

  @ParameterizedTest
  @CsvSource({
    "sales.csv, sales.csv, sales (ds-2).csv",
    "sales.csv, SALES.CSV, SALES (ds-2).CSV",
    "a\u00e9, ae\u0301, a\u00e9 (ds-2)",
    "straße, STRASSE, STRASSE (ds-2)",
    "ﬁle, file, file (ds-2)",
    "a/b, a:b, a_b (ds-2)"
  })
  void areToldApartByTheIdWhereAFileSystemMayNotTellThemApart(
      String first, String second, String expected) {
    choose(first, "ds-1");
    assertThat(choose(second, "ds-2")).isEqualTo(expected);
  }

  @Test
  void areToldApartEvenWhereTheNameWithTheIdIsTaken() {
    choose("a (ds-2).csv", "ds-0");
    choose("a.csv", "ds-1");
    assertThat(choose("a.csv", "ds-2")).matches("a \\(ds-2\\) \\([0-9a-f]{16}\\)\\.csv");
  }

  @Test
  void areNotThatOfTheManifest() {
    assertThat(choose(ExportResult.MANIFEST.toUpperCase(Locale.ROOT), "ds-1"))
        .isEqualTo("POWERDRILL-MANIFEST (ds-1).JSONL");
  }

  @Test
  void areNotThoseOfOthersInTheManifest() {
    names.reserve("sales.csv");
    assertThat(choose("Sales.csv", "ds-1")).isEqualTo("Sales (ds-1).csv");
  }

  @Test
  void keepTheirEndingWhereTheyAreCut() {
    String name = choose("😀".repeat(1000) + ".csv", "ds-1");
    assertThat(name).endsWith("😀.csv");
    assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(250, 255);
    String second = choose("😀".repeat(1000) + ".csv", "ds-2");
    assertThat(second).endsWith("😀 (ds-2).csv");
    assertThat(second.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(250, 255);
  }

  @ParameterizedTest
  @CsvSource({"31, true", "32, false"})
  void keepAnEndingOfUpTo32BytesWithItsDot(int length, boolean isKept) {
    String ending = "." + "e".repeat(length);
    choose("a" + ending, "ds-1");
    assertThat(choose("a" + ending, "ds-2"))
        .isEqualTo(isKept ? "a (ds-2)" + ending : "a" + ending + " (ds-2)");
  }

  @Test
  void takeNoLongerForALongName() {
    assertThat(choose(". ".repeat(2_000_000), "x".repeat(4_000_000))).hasSizeLessThan(256);
  }

  @Test
  void canBeCreatedAndAreDifferentWhateverTheyAreMadeOf() {
    Set<String> folded = new HashSet<>();
    List<Path> files = new ArrayList<>();
    RandomInput.forAny(
        1000,
        input ->
            input.joined(
                5, "a", "A", "é", "e\u0301", ".", " ", "/", "con", "ß", "😀", "\n", ".part"),
        name -> {
          Path file = names.choose(name, "ds-" + files.size());
          files.add(file);
          Files.createFile(file);
          assertThat(ExportNames.isSafe(String.valueOf(file.getFileName()))).isTrue();
          assertThat(folded.add(file.toString().toLowerCase(Locale.ROOT))).isTrue();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "C:x", ".hidden", "a\u0000b"})
  void areNotBelievedWhereTheyLeadElsewhere(String name) {
    assertThat(ExportNames.isSafe(name)).isFalse();
  }
}
