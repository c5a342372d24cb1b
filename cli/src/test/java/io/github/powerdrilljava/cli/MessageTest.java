package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {

  private static final String KEY = "POWERDRILL_PROJECT_API_KEY";
  private static final String USER = "POWERDRILL_USER_ID";
  private static final String URL = "POWERDRILL_BASE_URL";
  private static final String SECRET = "secret-key-of-test";

  /**
   * Nothing may show it either, but it is no word that the scan for secrets knows: Picocli makes
   * exceptions of it, which stay unseen.
   */
  private static final String ARGUMENT = "pd-given-as-argument";

  @TempDir private static Path directory;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static PowerdrillSandbox sandbox;

  @BeforeAll
  static void start() throws IOException {
    sandbox = PowerdrillSandbox.start();
    Path file = Files.writeString(directory.resolve("sales.csv"), "a;b\n");
    sandbox.put("dset", "ds", file);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isOneLineThatSaysWhatToDo(
      String what,
      Map<String, String> changes,
      List<String> args,
      int exitCode,
      List<String> told) {
    Outcome outcome = Outcome.of(environment(changes), args.toArray(String[]::new));

    assertThat(outcome.err()).startsWith("powerdrill: ").endsWith(".\n").containsOnlyOnce("\n");
    assertThat(outcome.err()).contains(told);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
  }

  static Stream<Arguments> isOneLineThatSaysWhatToDo() {
    List<String> presign = List.of("presign", "dset", "ds");
    return Stream.of(
        arguments(
            "neither key nor user",
            Map.of(KEY, "", USER, " "),
            presign,
            2,
            List.of(KEY, "--api-key-file", USER, "--user-id")),
        arguments("no user", Map.of(USER, ""), presign, 2, List.of(USER, "--user-id")),
        arguments(
            "key of two lines",
            Map.of(KEY, "a\nb"),
            presign,
            2,
            List.of("the API key (hidden) must hold printable ASCII")),
        arguments(
            "no key file",
            Map.of(),
            List.of("presign", "dset", "ds", "--api-key-file", "/no/such/file"),
            2,
            List.of("--api-key-file /no/such/file does not exist")),
        arguments(
            "base URL without a scheme",
            Map.of(URL, "ai.data.cloud"),
            presign,
            2,
            List.of("the base URL \"ai.data.cloud\" must be an absolute http or https URL")),
        arguments(
            "every broken rule",
            Map.of(),
            List.of(
                "presign",
                "..",
                " ",
                "--expires-in",
                "59",
                "--trace-id",
                "x".repeat(129),
                "--user-id",
                ""),
            2,
            List.of(
                "DATASET \"..\" must not be",
                "DATASOURCE \" \" must not be blank",
                "the user id \"\" must not be blank",
                "--expires-in 59 must be at least 60 s",
                "--trace-id \"xxx",
                "at most 128 characters, has 129")),
        arguments(
            "words as seconds",
            Map.of(),
            List.of("presign", "dset", "ds", "--expires-in", "5m"),
            2,
            List.of("--expires-in", "'5m' is not a whole number", "powerdrill presign --help")),
        arguments("no ids", Map.of(), List.of("presign"), 2, List.of("DATASET", "DATASOURCE")),
        arguments("unknown command", Map.of(), List.of("upload"), 2, List.of("'upload'")),
        arguments(
            "no attempt at all",
            Map.of(),
            List.of("presign", "dset", "ds", "--attempts", "0"),
            2,
            List.of("--attempts 0 must be at least 1")),
        arguments(
            "unknown option",
            Map.of(),
            List.of("presign", "dset", "ds", "--api_kee=" + ARGUMENT, ARGUMENT),
            2,
            List.of("no such option: --api_kee. ")),
        arguments(
            "one argument too many",
            Map.of(),
            List.of("presign", "dset", "ds", ARGUMENT),
            2,
            List.of("too many arguments.")),
        arguments(
            "key as an argument",
            Map.of(),
            List.of("presign", "dset", "ds", "--api-key", ARGUMENT),
            2,
            List.of("never taken as an argument", KEY)),
        arguments(
            "directory that is not there",
            Map.of(),
            List.of("download", "dset", "ds", "-o", "/no/such/place/"),
            2,
            List.of("/no/such/place/ is not a directory")),
        arguments(
            "wrong key", Map.of(KEY, SECRET), presign, 3, List.of("API key was not accepted")),
        arguments(
            "wrong user",
            Map.of(),
            List.of("presign", "dset", "ds", "--user-id", "tmm-x"),
            3,
            List.of("permission denied")),
        arguments(
            "wrong id",
            Map.of(),
            List.of("presign", "dset", "other"),
            4,
            List.of("\"other\"", "not found", "Trace id")),
        arguments(
            "unknown host",
            Map.of(URL, "https://powerdrill.invalid/api"),
            presign,
            6,
            List.of("powerdrill.invalid", "cannot be resolved")),
        arguments(
            "existing file",
            Map.of(),
            List.of("download", "dset", "ds", "-o", directory.resolve("sales.csv").toString()),
            2,
            List.of("sales.csv already exists", "--force")),
        arguments(
            "existing file in a directory",
            Map.of(),
            List.of("download", "dset", "ds", "-o", directory.toString()),
            8,
            List.of("sales.csv already exists", "--force")),
        arguments(
            "port out of range",
            Map.of(),
            List.of("sandbox", "--port", "70000"),
            2,
            List.of("70000")),
        arguments(
            "nothing to serve",
            Map.of(),
            List.of("sandbox", "--dir", directory.toString()),
            2,
            List.of("nothing to serve")),
        arguments(
            "no directory to serve",
            Map.of(),
            List.of("sandbox", "--dir", "/no/such/place"),
            2,
            List.of("--dir", "/no/such/place")));
  }

  @Test
  void namesARefusedPort() throws IOException {
    int port = closedPort();

    Outcome outcome = presignAt("http://127.0.0.1:" + port + "/api");

    assertThat(outcome.exitCode()).isEqualTo(6);
    assertThat(outcome.err())
        .containsOnlyOnce("\n")
        .contains("no answer from 127.0.0.1:" + port + ", it takes no connection");
  }

  @Test
  void saysThatAPageIsNoAnswerOfPowerdrill() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .setHeader("Content-Type", "text/html")
              .body("<!DOCTYPE html>\n<h1>Sign in</h1>")
              .build());

      Outcome outcome = presignAt(server.url("/").toString());

      assertThat(outcome.exitCode()).isEqualTo(7);
      assertThat(outcome.err()).containsOnlyOnce("\n").contains("Sign in");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void tellsARefusalOfTheService(int status, String body, int exitCode, String told)
      throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      for (int i = 0; i < 5; i++) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
      }

      Outcome outcome = presignAt(server.url("/api").toString());

      assertThat(outcome.exitCode()).isEqualTo(exitCode);
      assertThat(outcome.err()).containsOnlyOnce("\n").contains(told);
    }
  }

  static Stream<Arguments> tellsARefusalOfTheService() {
    return Stream.of(
        arguments(200, "{\"code\":210021,\"msg\":\"Job quota exceeded\"}", 5, "210021"),
        arguments(200, "{\"code\":210021,\"msg\":\"Job quota exceeded\"}", 5, "Job quota exceeded"),
        arguments(402, "{\"code\":77,\"msg\":\"Pay\"}", 5, "Pay"));
  }

  @ParameterizedTest
  @MethodSource
  void neverHoldsTheKey(List<String> args) {
    Map<String, String> environment = environment(Map.of(KEY, ARGUMENT));

    Outcome outcome = Outcome.of(environment, args.toArray(String[]::new));

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.everything()).isNotEmpty().doesNotContain(ARGUMENT);
  }

  static Stream<List<String>> neverHoldsTheKey() {
    return Stream.of(
        List.of("presign", "dset", "ds", "--verbose"),
        List.of("presign", "..", "ds", "--verbose"),
        List.of("presign", ARGUMENT, "ds", "--verbose"),
        List.of("presign", "dset", "ds", "--api-key=" + ARGUMENT),
        List.of("presign", "dset", "ds", "--key", ARGUMENT),
        List.of("presign", "dset", "ds", "--api_kee", ARGUMENT),
        List.of("presign", "dset", "ds", ARGUMENT),
        List.of("--api-key", ARGUMENT, "presign", "dset", "ds"));
  }

  @Test
  void showsRequestsAndStackTraceOnlyWhenVerbose() {
    Map<String, String> environment = environment(Map.of(KEY, SECRET));

    String quiet = Outcome.of(environment, "presign", "dset", "ds").err();
    String verbose = Outcome.of(environment, "--verbose", "presign", "dset", "ds").err();

    assertThat(quiet).doesNotContain("POST", "\tat ");
    assertThat(verbose)
        .contains("POST http://127.0.0.1", "HTTP 403", "\tat io.github.powerdrilljava");
  }

  private static Outcome presignAt(String baseUrl) {
    return Outcome.of(
        environment(Map.of()), "presign", "dset", "ds", "--attempts", "1", "--base-url", baseUrl);
  }

  private static Map<String, String> environment(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>();
    environment.put(KEY, sandbox.apiKey());
    environment.put(USER, sandbox.userId());
    environment.put(URL, sandbox.baseUrl().toString());
    environment.putAll(changes);
    return environment;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
