package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher with a real Java, in a checkout with an awkward name and a locale of ASCII. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class LauncherIT {

  /** Starts the command after the reader of its output has gone, and prints how it ended. */
  private static final String WITHOUT_READER =
      """
      mkfifo go
      { read -r nothing <go; "$@"; echo "ended $?" >&2; } | { exec <&-; echo >go; }
      """;

  @TempDir private static Path directory;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static PowerdrillSandbox sandbox;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static Path checkout;

  @TempDir private Path work;

  @BeforeAll
  static void makeCheckout() throws IOException, InterruptedException {
    sandbox = PowerdrillSandbox.start();
    Path file = Files.writeString(directory.resolve("größe.csv"), "a;b\n");
    sandbox.put("größe", "日本", file);
    Path large = Files.write(directory.resolve("large"), new byte[1024 * 1024]);
    sandbox.put("größe", "large", large);
    checkout = Files.createDirectories(directory.resolve("größe 日本"));
    Files.copy(Path.of("../powerdrill"), checkout.resolve("powerdrill"));
    for (String source :
        List.of(".mvn", "cli/src", "openapi", "generated-client", "facade", "sandbox")) {
      Files.createDirectories(checkout.resolve(source));
    }
    Files.createFile(checkout.resolve("pom.xml"));
    Files.createFile(checkout.resolve("cli/pom.xml"));
    Path target = Files.createDirectory(checkout.resolve("cli/target"));
    Files.createSymbolicLink(target.resolve("powerdrill.jar"), Path.of(Child.JAR).toRealPath());
    Files.createFile(target.resolve("built"));
  }

  @AfterAll
  static void close() {
    sandbox.close();
  }

  @Test
  void sendsAndWritesTheNamesThatItWasGiven() throws IOException, InterruptedException {
    Outcome presign =
        run(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC"), "\"$@\"", "presign", "größe", "日本");
    Outcome download =
        run(
            Map.of("_JAVA_OPTIONS", "-Dfile.encoding=US-ASCII"),
            "mkdir ä && cd ä && \"$@\"",
            "download",
            "größe",
            "日本",
            "-o",
            "Zürich 東京.csv");

    assertThat(presign.exitCode()).isZero();
    assertThat(presign.err()).matches("powerdrill: the URL expires at \\S+Z\\.\n");
    assertThat(presign.out()).contains("/gr%C3%B6%C3%9Fe/%E6%97%A5%E6%9C%AC/");
    assertThat(download).isEqualTo(new Outcome(0, "Zürich 東京.csv\n", ""));
    assertThat(work.resolve("ä/Zürich 東京.csv")).hasContent("a;b\n");
  }

  @Test
  void sendsNothingForBytesThatAreNoText() throws IOException, InterruptedException {
    int before = sandbox.requests().size();

    Outcome outcome = run(Map.of(), "\"$@\" \"$(printf 'd\\344')\"", "presign", "größe");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("holds bytes that are not text in UTF-8");
    assertThat(sandbox.requests()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({"presign größe 日本", "download größe large -o -", "--help", "sandbox"})
  void endsQuietlyWhenNobodyReadsItsOutput(String args) throws IOException, InterruptedException {
    Outcome outcome = run(Map.of(), WITHOUT_READER, args.split(" ", -1));

    assertThat(outcome.err().replaceAll("powerdrill: the URL expires at .*\n", ""))
        .isEqualTo("ended 141\n");
  }

  @ParameterizedTest
  @CsvSource({
    "presign größe 日本, >/dev/full",
    "presign größe 日本, >&-",
    "download größe 日本 -o -, >/dev/full",
    "sandbox, >/dev/full"
  })
  void failsWhenItsOutputCannotBeWritten(String args, String redirection)
      throws IOException, InterruptedException {
    Outcome outcome = run(Map.of(), "\"$@\" " + redirection, args.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).endsWith("powerdrill: standard output could not be written.\n");
  }

  /** The command line as {@code "$@"} of a shell script. */
  private Outcome run(Map<String, String> changes, String script, String... args)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("LC_ALL", "C");
    environment.put("POWERDRILL_PROJECT_API_KEY", sandbox.apiKey());
    environment.put("POWERDRILL_USER_ID", sandbox.userId());
    environment.put("POWERDRILL_BASE_URL", sandbox.baseUrl().toString());
    environment.putAll(changes);
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "cd \"$0\" && " + script));
    command.add(work.toString());
    command.add(checkout.resolve("powerdrill").toString());
    command.addAll(List.of(args));
    try (Child child = Child.start(environment, command)) {
      return child.end();
    }
  }
}
