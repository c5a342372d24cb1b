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
        .contains("API_KEY in the name of a thread, from none of our code: lives on (hidden)")
        .contains("SIGNATURE in the name of a thread, from " + leak("lambda$renamesAThreadThatP"))
        .contains("API_KEY in the name of a logger, from none of our code: named.(hidden)")
        .contains("SIGNATURE in a record of the logger parameter.logger, from " + leak("logsAPara"))
        .contains("API_KEY in a record of the logger silenced.logger, from " + leak("logsWhile"))
        .contains("SIGNATURE in a record of the logger filtered.logger, from " + leak("logsWhile"))
        .contains("API_KEY in the message of java.lang.AssertionError, from " + leak("throwsAnA"))
        .contains("API_KEY in the name of a test, from [engine:", "hasATellingName()]: is called (")
        .contains("SIGNATURE in the report of a test, from [engine:")
        .contains("API_KEY in the failure of a test, from [engine:", "[method:fails()]: ")
        .contains("SIGNATURE in the failure of a test, from [engine:")
        .doesNotContain("complainsOfNothing")
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

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "x-pd-api-key: my-secret-key-1",
        "GET /?k=secret%2Dkey-1",
        "GET /?to=%2F%3Fk%3Dsecret%252dkey",
        "GET /?k=%73%65%63%72%65%74-%6b%65%79",
        "{\"key\":\"secret\\u002Dkey\"}",
        "<Key>secret&#x2d;key</Key>",
        "my key in hexadecimal is 7365637265742d6b6579",
        "Authorization: Basic c2VjcmV0LWtleTo=",
        "Authorization: Basic dTpzZWNyZXQta2V5LTE=",
        "Authorization: Basic dXM6c2VjcmV0LWtleQ==",
        "https://s3.example/x?X-Amz-Signature=0",
        "https://s3.example/x?X-Amz-Credential=AKIA%2F20260101",
        "https://s3.example/x?X-Amz-Security-Token=FwoG",
        "https://gcs.example/x?X-Goog-Signature=0",
        "https://gcs.example/x?GoogleAccessId=a@b",
        "https://cdn.example/x?Policy=eyJ&x=y",
        "https://cdn.example/x?a=b&Key-Pair-Id=K1",
        "https://blob.example/x?sv=2024&sig=abc%3D",
        "https://blob.example/x?sv=2024&amp;sig=abc",
        "https://oss.example/x?OSSAccessKeyId=LTAI",
        "https://oss.example/x?x-oss-credential=LTAI",
        "https://oss.example/x?security-token=CAIS",
        "https://s3.example/x?Expires=1&Signature=0",
        "{\"url\":\"https:\\/\\/s3.example\\/x\\u003fsignature\\u003D0\"}",
        "url=https%3A%2F%2Fs3.example%2Fx%3FSignature%3d0",
        "url=https%3A%2F%2Fblob.example%2Fx%3Fsig%3d0"
      })
  void findsKeysAndSignatures(String text) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> SecretScan.search("a test", text))
        .withMessageContaining("in a test")
        .withMessageContaining("(hidden)")
        .satisfies(
            error ->
                assertThatCode(() -> SecretScan.search("what it tells", error.toString()))
                    .doesNotThrowAnyException());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the API key is secret",
        "c2VjcmV0 is no key",
        "https://s3.example/x?…",
        "https://s3.example/x?X-Amz-Signature=(hidden)&Policy=***&sig=...",
        "SignatureDoesNotMatch",
        "Content-Security-Policy=none; sig=1, policy=strict token=x",
        "50% off %zz \\u00zz %",
        "https://s3.example/x?design=1&configsig=2",
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
