package io.github.powerdrilljava.secretscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScanTest {

  @Test
  void failsARunForEachLeakAndTellsWhereItIsWithoutRepeatingIt()
      throws IOException, InterruptedException {
    List<String> told = toldOfLeaks();

    assertThat(String.join("\n", told))
        .contains("SIGNATURE in a record of the logger some.logger, from " + leak("logs"))
        .contains("API_KEY in a record of the logger other.logger, from " + leak("logsAnException"))
        .contains("API_KEY in standard output, from " + leak("prints"))
        .contains("SIGNATURE in standard error, from ")
        .contains("API_KEY in the message of java.lang.Illeg", leak("makesAnExceptionThatNobody"))
        .contains("SIGNATURE in the name of a thread, from " + leak("namesAThread"))
        .contains("API_KEY in the arguments of a process, from " + leak("startsAProcess"))
        .contains("could no longer see a record of the logger io.github.powerdrilljava.")
        .contains("could no longer see standard error")
        .doesNotContain("could no longer see standard output")
        .doesNotContain(Leaks.KEY)
        .doesNotContain(Leaks.URL);
  }

  private static String leak(String method) {
    return Leaks.class.getName() + "." + method;
  }

  /** What a run of {@link Leaks} in a process of its own fails with. */
  private static List<String> toldOfLeaks() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process run =
        new ProcessBuilder(java, "-cp", classPath, LeakyRun.class.getName())
            .redirectErrorStream(true)
            .start();
    String all = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).isEqualTo(1);
    return all.lines().filter(line -> line.startsWith("- ")).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-pd-api-key: my-secret-key-1",
        "https://s3.example/x?X-Amz-Signature=0",
        "https://s3.example/x?Expires=1&Signature=0",
        "{\"url\":\"https:\\/\\/s3.example\\/x\\u003fsignature\\u003D0\"}",
        "url=https%3A%2F%2Fs3.example%2Fx%3FSignature%3d0"
      })
  void findsKeysAndSignatures(String text) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> SecretScan.search("a test", text))
        .withMessageContaining("in a test")
        .withMessageContaining("(hidden)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the API key is secret",
        "https://s3.example/x?…",
        "SignatureDoesNotMatch",
        "https://s3.example/x?Expires=1&Signature="
      })
  void findsNothingInOtherText(String text) {
    assertThatCode(() -> SecretScan.search("a test", text)).doesNotThrowAnyException();
  }

  @Test
  void permitsOnlyWhatItWasTold() {
    SecretScan.search("presign", "Signature=0", Secret.SIGNATURE);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> SecretScan.search("presign", "secret-key Signature=0", Secret.SIGNATURE))
        .withMessageContaining("API_KEY");
  }
}
