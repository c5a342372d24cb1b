package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands as their users have them: what they print, and what they end with. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class PowerdrillIT extends AtJar {

  @Test
  void presignsAUrlThatCanBeFetched() throws IOException, InterruptedException {
    Outcome outcome = run(Map.of(), "presign", "dset", "ds");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).containsOnlyOnce("\n");
    assertThat(outcome.err()).matches("powerdrill: the URL expires at \\S+Z\\.\n");
    HttpRequest get = HttpRequest.newBuilder(URI.create(outcome.out().strip())).build();
    assertThat(HttpClient.newHttpClient().send(get, BodyHandlers.ofString()).body())
        .isEqualTo("a;b\n");
  }

  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource
  void endsWithTheCodeOfTheFailure(
      int exitCode, List<String> args, Map<String, String> environment, List<String> told)
      throws IOException, InterruptedException {
    Outcome outcome = run(environment, args.toArray(String[]::new));

    assertThat(outcome.exitCode()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(told).containsOnlyOnce("\n");
  }

  static Stream<Arguments> endsWithTheCodeOfTheFailure() throws IOException {
    List<String> presign = List.of("presign", "dset", "ds");
    return Stream.of(
        arguments(
            2,
            List.of("presign", "dset", "..", "--expires-in", "59"),
            Map.of(),
            List.of("--expires-in 59 must be at least 60 s", "DATASOURCE \"..\"")),
        arguments(
            2,
            presign,
            Map.of("POWERDRILL_PROJECT_API_KEY", ""),
            List.of("POWERDRILL_PROJECT_API_KEY", "--api-key-file")),
        arguments(3, presign, Map.of("POWERDRILL_PROJECT_API_KEY", SECRET), List.of("API key")),
        arguments(4, List.of("presign", "dset", "other"), Map.of(), List.of("not found")),
        arguments(
            6,
            List.of("presign", "dset", "ds", "--attempts", "2"),
            Map.of("POWERDRILL_BASE_URL", "http://127.0.0.1:" + closedPort() + "/api"),
            List.of("connection refused, or host unreachable", "Tried 2 times.")));
  }

  @Test
  void knowsThatAWebPageIsNotPowerdrill() throws IOException, InterruptedException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .setHeader("Content-Type", "text/html")
              .body("<!DOCTYPE html><h1>It works!</h1>")
              .build());

      Outcome outcome =
          run(Map.of("POWERDRILL_BASE_URL", server.url("/").toString()), "presign", "dset", "ds");

      assertThat(outcome.exitCode()).isEqualTo(7);
      assertThat(outcome.err()).contains("It works!").containsOnlyOnce("\n");
    }
  }

  @Test
  void demonstratesItself() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);

    try (Child child = Child.powerdrill(environment, "demo")) {
      Outcome outcome = child.end();

      assertThat(outcome.out()).contains(DemoData.SHA_256, "Everything is correct.");
      assertThat(outcome.exitCode()).isZero();
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void runsASandboxThatReportsViolationsAtTheEnd() throws IOException, InterruptedException {
    Path dataset = Files.createDirectory(directory.resolve("my data"));
    Files.writeString(dataset.resolve("it's.csv"), "x\n");
    try (Child child = Child.powerdrill(Map.of(), "sandbox", "--dir", directory.toString())) {
      String announced = readUntil(child, "# For example:");
      assertThat(announced).contains("#   'my data' 'it'\\''s.csv'   (2 bytes)\n");

      try (Child presign = pasted(announced, "presign", "my data", "it's.csv")) {
        assertThat(presign.end().exitCode()).isZero();
      }
      HttpRequest broken =
          HttpRequest.newBuilder(
                  URI.create(
                      exported(announced, "POWERDRILL_BASE_URL")
                          + "/v2/team/datasets/d/datasources/s/presign"))
              .header("x-pd-api-key", SECRET)
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpClient.newHttpClient().send(broken, BodyHandlers.discarding());
      child.send("TERM");
      Outcome outcome = child.end();

      assertThat(outcome.exitCode()).isEqualTo(143);
      assertThat(outcome.err())
          .contains(
              "powerdrill: contract violated by the request: POST /api/v2/team/", "Content-Type");
    }
  }

  /** The command line in a shell into which these lines were pasted. */
  private Child pasted(String lines, String... args) throws IOException {
    Path script = Files.writeString(directory.resolve("script"), lines + "\nexec \"$@\"\n");
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(Child.command(args));
    return Child.start(Map.of(), command);
  }

  private static String exported(String lines, String variable) {
    Matcher export = Pattern.compile("export " + variable + "=(.*)").matcher(lines);
    assertThat(export.find()).as("exports %s", variable).isTrue();
    return export.group(1);
  }

  private static String readUntil(Child child, String lastLine) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(child.out(), UTF_8));
    StringBuilder read = new StringBuilder();
    for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
      read.append(line).append('\n');
      if (line.equals(lastLine)) {
        return read.toString();
      }
    }
    throw new AssertionError("The process ended after: " + read);
  }
}
