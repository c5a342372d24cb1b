package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process shows no secret, however verbose it is. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class SecretIT extends AtJar {

  @BeforeEach
  void loseAFile() throws IOException {
    Path gone = Files.writeString(served.resolve("gone.csv"), "c;d\n");
    sandbox.put("dset", "gone", gone);
    Files.delete(gone);
  }

  @ParameterizedTest
  @MethodSource
  void neverShowsTheKey(List<String> args) throws IOException, InterruptedException {
    Path keyFile = PrivateFile.of(directory.resolve("key"), SECRET + "\n");
    Map<String, String> environment =
        environment(Map.of("POWERDRILL_PROJECT_API_KEY", "", "KEY_FILE", keyFile.toString()));
    String[] filled =
        args.stream()
            .map(each -> each.replace("KEY_FILE", keyFile.toString()))
            .toArray(String[]::new);

    try (Child child = Child.powerdrill(environment, filled)) {
      Outcome outcome = child.end();

      assertThat(outcome.exitCode()).isNotZero();
      assertThat(outcome.everything()).isNotEmpty().doesNotContain(SECRET);
    }
  }

  static Stream<List<String>> neverShowsTheKey() throws IOException {
    String refused = "http://127.0.0.1:" + closedPort();
    return Stream.of(
        List.of("presign", "dset", "ds", "--api-key-file", "KEY_FILE", "--verbose"),
        List.of("download", "dset", "ds", "--api-key-file", "KEY_FILE", "--verbose"),
        List.of("presign", "..", "ds", "--api-key-file", "KEY_FILE", "--verbose"),
        List.of(
            "presign",
            "d",
            "s",
            "--api-key-file",
            "KEY_FILE",
            "--attempts",
            "1",
            "--verbose",
            "--base-url",
            refused));
  }

  /** What secrets are, and where they may show, is known to {@link Outcome}. */
  @ParameterizedTest
  @MethodSource
  void showsNoSecretHoweverVerbose(List<String> args) throws IOException, InterruptedException {
    String[] filled =
        args.stream()
            .map(each -> each.replace("DIRECTORY", directory.toString()))
            .toArray(String[]::new);

    Outcome outcome = run(Map.of(), filled);

    assertThat(outcome.err()).contains("POST http://127.0.0.1", "HTTP 200");
  }

  static Stream<List<String>> showsNoSecretHoweverVerbose() {
    return Stream.of(
        List.of("presign", "dset", "ds", "--verbose"),
        List.of("presign", "dset", "ds", "--json", "--verbose"),
        List.of("download", "dset", "ds", "-o", "DIRECTORY", "--verbose"),
        List.of("download", "dset", "gone", "-o", "DIRECTORY", "--verbose"),
        List.of("demo", "--verbose"));
  }
}
