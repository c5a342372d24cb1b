package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal would obey is not written to it, whoever made it up. */
class PrintableTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "POWERDRILL_PROJECT_API_KEY", "secret-key-of-test",
          "POWERDRILL_USER_ID", "tmm-1",
          "POWERDRILL_BASE_URL", "http://localhost:1/api");

  /** As numbers: reports show the parameters of tests. */
  @ParameterizedTest
  @ValueSource(
      ints = {9, 0xa, 0x1b, 0x7f, 0x9b, 0xad, 0x61c, 0x200b, 0x202e, 0x2028, 0xfeff, 0xe0041})
  void reachesNoMessage(int codePoint, @TempDir Path directory) throws Exception {
    String odd = "a" + Character.toString(codePoint) + "b";
    Path file = Files.writeString(directory.resolve(odd), "there");
    String path = file.toString();
    Stream.of(
            List.of("download", "dset", "ds", "-o", path),
            List.of("download", "dset", "ds", "-o", path + "/"),
            List.of("download", "dset", "ds", "-o", path + "/x"),
            List.of("download", odd, odd, "--verbose", "--attempts", "1"),
            List.of("presign", "dset", "ds", "--api-key-file", path + "2"),
            List.of("presign", "dset", "ds", "--base-url", "http://u:p@" + odd),
            List.of("presign", "dset", "ds", "--expires-in", odd),
            List.of("presign", "dset", "ds", "--" + odd),
            List.of("presign", "dset", "ds", "--trace-id", odd, "--user-id", odd),
            List.of("sandbox", "--dir", path),
            List.of(odd))
        .forEach(
            args -> {
              Outcome outcome = Outcome.of(ENVIRONMENT, args.toArray(String[]::new));
              assertThat(outcome.exitCode()).isNotZero();
              assertThat(outcome.everything().replaceAll("\n(\tat .*|\t\\.\\.\\. .*)?", ""))
                  .doesNotContain(Character.toString(codePoint));
            });
  }

  @Test
  void isReplacedOrEscaped() {
    assertThat(Printable.is("sales 2024 – Zürich 😀.csv")).isTrue();
    assertThat(Printable.is("a\u2028b")).isFalse();
    assertThat(Printable.line("a\u001b[31m\r\n\u200bb\ud83d")).isEqualTo("a [31m b ");
    assertThat(Printable.lines("a\n\tb\u202e\u0007c")).isEqualTo("a\n\tb c");
    assertThat(Printable.json("\"a\u009b\u2029" + Character.toString(0xe0041) + "\""))
        .isEqualTo("\"a\\u009b\\u2029\\udb40\\udc41\"");
  }
}
