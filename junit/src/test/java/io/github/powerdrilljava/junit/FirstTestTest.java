package io.github.powerdrilljava.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first test that documents show is {@link SalesTest}, which compiles and runs. */
class FirstTestTest {

  private static String shown() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/github/powerdrilljava/junit/SalesTest.java"));
    return source.substring(source.indexOf("@PowerdrillSandboxTest")).strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/io/github/powerdrilljava/junit/PowerdrillSandboxTest.java",
        "../README.md"
      })
  void isWhatRuns(Path document) throws IOException {
    assertThat(Files.readString(document).replaceAll("(?m)^ \\* ?", "")).contains(shown());
  }

  @Test
  void hasAtMostEightLines() throws IOException {
    assertThat(shown()).hasLineCount(8);
  }
}
