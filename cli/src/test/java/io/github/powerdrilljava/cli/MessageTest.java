package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

  static Stream<Arguments> isOneLineThatSaysWhatToDo() throws IOException {
    List<String> presign = List.of("presign", "dset", "ds");
    return Stream.concat(Stream.concat(wrongNumbers(), wrongKeyFiles()), otherMistakes(presign));
  }

  private static Stream<Arguments> wrongNumbers() {
    List<String> huge = List.of("99999999999", "x", "", "1.5", "٥x");
    return Stream.of(
            Map.entry(List.of("download", "dset", "ds", "-o", "f", "--connections"), "0 -1 65"),
            Map.entry(List.of("presign", "dset", "ds", "--attempts"), "0 -1"),
            Map.entry(List.of("presign", "dset", "ds", "--expires-in"), "0 -1 59"),
            Map.entry(List.of("download", "dset", "ds", "-o", "f", "--limit-rate"), "0 -1 1T"),
            Map.entry(List.of("sandbox", "--port"), "-1 65536"))
        .flatMap(
            option ->
                Stream.concat(Stream.of(option.getValue().split(" ", -1)), huge.stream())
                    .map(
                        value -> {
                          List<String> args = new ArrayList<>(option.getKey());
                          String name = args.get(args.size() - 1);
                          args.add(value);
                          String what = name + " " + value;
                          return arguments(what, Map.of(), args, 2, List.of(name, value));
                        }));
  }

  private static Stream<Arguments> wrongKeyFiles() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty"));
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
    Path control = Files.writeString(directory.resolve("control"), "a\u0001b\n");
    Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rw-------"));
    return Stream.of(
            List.of("", "must name a file"),
            List.of("/no/such/file", "--api-key-file /no/such/file does not exist"),
            List.of(directory.toString(), "is a directory"),
            List.of("/dev/zero", "longer than any key"),
            List.of(empty.toString(), "first line, which is empty"),
            List.of(binary.toString(), "must be a text file"),
            List.of(control.toString(), "the API key (hidden) must hold printable ASCII"))
        .map(
            file ->
                arguments(
                    "key file " + file.get(0),
                    Map.of(),
                    List.of("presign", "dset", "ds", "--api-key-file", file.get(0)),
                    2,
                    List.of(file.get(1))));
  }

  private static Stream<Arguments> otherMistakes(List<String> presign) {
    return Stream.of(
        arguments(
            "empty output",
            Map.of(),
            List.of("download", "dset", "ds", "-o", ""),
            2,
            List.of("--output must name a file or a directory, and is empty")),
        arguments(
            "empty directory to serve",
            Map.of(),
            List.of("sandbox", "--dir", ""),
            2,
            List.of("--dir must name a folder, and is empty")),
        arguments(
            "option given twice",
            Map.of(),
            List.of("presign", "dset", "ds", "--user-id", "a", "--user-id", "b"),
            2,
            List.of("--user-id", "only once")),
        arguments(
            "service of the demo",
            Map.of(),
            List.of("demo", "--api-key-file=/nonexistent"),
            2,
            List.of("no such option: --api-key-file")),
        arguments(
            "service of the demo, before its name",
            Map.of(),
            List.of("--base-url=http://h", "--attempts=2", "demo"),
            2,
            List.of("'demo' asks no service and takes no --base-url, --attempts")),
        arguments(
            "help for no command", Map.of(), List.of("help", "upload"), 2, List.of("'upload'")),
        arguments(
            "unknown command with --help",
            Map.of(),
            List.of("upload", "--help"),
            2,
            List.of("no such command: 'upload'")),
        arguments(
            "argument of damaged text",
            Map.of(),
            List.of("presign", "dset", "d\ufffd"),
            2,
            List.of("an argument holds bytes that are not text in ")),
        arguments(
            "variable of damaged text",
            Map.of(USER, "\ufffd"),
            presign,
            2,
            List.of(USER + " holds bytes that are not text in ")),
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
