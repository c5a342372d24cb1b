package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

  private static final Path DIR = Path.of("dir");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/sales.csv        | sales.csv",
        "/a/sales%202024.csv | sales 2024.csv",
        "/a/                 | ds_1",
        "/                   | ds_1",
        "/a/%20              | ds_1",
        "/a/%2E%2E%2Fetc     | __etc",
        "/a/.hidden          | _hidden",
        "/a/b%00c%22d        | b_c_d",
        "/a/b%5Cc            | b_c",
      })
  void areSafe(String path, String name) {
    assertThat(FileNames.in(DIR, HttpUrl.get("https://x" + path), "ds/1"))
        .isEqualTo(DIR.resolve(name));
  }

  @Test
  void fitIntoTheirBytesAndKeepCharactersWhole() {
    assertThat(FileNames.cut("abc", 3)).isEqualTo("abc");
    assertThat(FileNames.cut("abc", 2)).isEqualTo("ab");
    assertThat(FileNames.cut("aé", 2)).isEqualTo("a");
    assertThat(FileNames.cut("a😀", 2)).isEqualTo("a");
    assertThat(FileNames.cut("a😀", 4)).isEqualTo("a");
    assertThat(FileNames.cut("😀", 1)).isEmpty();
    assertThat(FileNames.cut("abc", 0)).isEmpty();
    assertThat(FileNames.cut("a😀", 5)).isEqualTo("a😀");
    assertThat(FileNames.in(DIR, HttpUrl.get("https://x/" + "😀".repeat(80)), "ds"))
        .isEqualTo(DIR.resolve("😀".repeat(50)));
  }

  @Test
  void areDifferentBesideFilesWhoseLongNamesBeginAlike() {
    String name = "x".repeat(250);
    assertThat(FileNames.beside(DIR.resolve(name + "a"), ".part"))
        .isNotEqualTo(FileNames.beside(DIR.resolve(name + "b"), ".part"));
  }
}
