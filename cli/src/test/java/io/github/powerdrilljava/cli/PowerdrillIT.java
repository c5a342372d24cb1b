package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as a process of its own, as its users have it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class PowerdrillIT {

  private static final int MIB = 1024 * 1024;
  private static final int JOURNAL_RECORD_BYTES = 12;

  private static final String SECRET = "secret-key-of-test";

  @TempDir private static Path served;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static PowerdrillSandbox sandbox;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Child.prepare();
    sandbox = PowerdrillSandbox.start();
    sandbox.put("dset", "ds", Files.writeString(served.resolve("sales.csv"), "a;b\n"));
    Path gone = Files.writeString(served.resolve("gone.csv"), "c;d\n");
    sandbox.put("dset", "gone", gone);
    Files.delete(gone);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

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
            List.of("takes no connection", "Tried 2 times.")));
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
  void leavesAnExistingFileUntouchedUnlessForced() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("sales.csv"), "old\n");

    Outcome refused = run(Map.of(), "download", "dset", "ds", "-o", file.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(file).hasContent("old\n");

    Outcome forced = run(Map.of(), "download", "dset", "ds", "-o", file.toString(), "--force");
    assertThat(forced).isEqualTo(new Outcome(0, file + "\n", ""));
    assertThat(file).hasContent("a;b\n");
  }

  @Test
  void streamsToStandardOutput() throws IOException, InterruptedException {
    assertThat(run(Map.of(), "download", "dset", "ds", "-o", "-"))
        .isEqualTo(new Outcome(0, "a;b\n", ""));
  }

  @ParameterizedTest
  @CsvSource({"/dev/stdout, 'a;b\n'", "/dev/null, ''"})
  @DisabledOnOs(OS.WINDOWS)
  void writesToADeviceAsItIs(String device, String printed) throws Exception {
    assertThat(run(Map.of(), "download", "dset", "ds", "-o", device))
        .isEqualTo(new Outcome(0, printed, ""));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void goesOnAfterEachOfEightKills() throws IOException, InterruptedException {
    Random random = new Random(4);
    byte[] content = new byte[24 * MIB];
    random.nextBytes(content);
    sandbox.put("dset", "large", Files.write(served.resolve("large.bin"), content));
    Path file = directory.resolve("large.bin");
    Path journal = directory.resolve("large.bin.part.journal");
    for (int i = 0; i < 8; i++) {
      long size = Files.exists(journal) ? Files.size(journal) : 0;
      long enough = size + random.nextInt(2 * JOURNAL_RECORD_BYTES);
      try (Child child =
          Child.powerdrill(
              environment(Map.of()),
              "download",
              "dset",
              "large",
              "-o",
              file.toString(),
              "--limit-rate",
              "40M")) {
        while ((!Files.exists(journal) || Files.size(journal) < enough)
            && child.handle().isAlive()) {
          Thread.onSpinWait();
        }
        assertThat(child.handle().isAlive()).as("there is something left to kill").isTrue();
        child.handle().destroyForcibly();
        child.handle().onExit().join();
      }
      assertThat(file).doesNotExist();
    }
    int before = sandbox.requests().size();

    Outcome outcome =
        run(Map.of(), "download", "dset", "large", "-o", file.toString(), "--connections", "1");

    assertThat(outcome).isEqualTo(new Outcome(0, file + "\n", ""));
    assertThat(file).hasBinaryContent(content);
    assertThat(directory.toFile().list()).containsExactly("large.bin");
    assertThat(sandbox.requests().get(before + 1).header("Range").orElse(""))
        .as("what was there is not fetched again")
        .matches("bytes=[1-9].*");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysWhatIsKeptWhenASignalEndsALargeDownload() throws IOException, InterruptedException {
    assumeThat(Child.inheritsIgnored(2)).as("INT is ignored here").isFalse();
    sandbox.put("dset", "zeros", Files.write(served.resolve("zeros.bin"), new byte[32 * MIB]));
    Path file = directory.resolve("zeros.bin");
    Path journal = directory.resolve("zeros.bin.part.journal");
    try (Child child =
        Child.powerdrill(
            environment(Map.of()),
            "download",
            "dset",
            "zeros",
            "-o",
            file.toString(),
            "--limit-rate",
            "20M")) {
      while ((!Files.exists(journal) || Files.size(journal) < 6 * JOURNAL_RECORD_BYTES + 100)
          && child.handle().isAlive()) {
        Thread.onSpinWait();
      }
      child.send("INT");
      Outcome outcome = child.end();

      assertThat(outcome.exitCode()).isEqualTo(130);
      assertThat(outcome.err())
          .matches(
              "powerdrill: interrupted; \\d{7,8} bytes are kept beside the target, and the same"
                  + " command goes on from there.\n");
    }
    assertThat(file).doesNotExist();
    assertThat(run(Map.of(), "download", "dset", "zeros", "-o", file.toString()).exitCode())
        .isZero();
    assertThat(file).hasBinaryContent(new byte[32 * MIB]);
  }

  @ParameterizedTest
  @CsvSource({"INT, 2, 130", "TERM, 15, 143", "HUP, 1, 129"})
  @DisabledOnOs(OS.WINDOWS)
  void leavesNoPartAndTheOldFileWhenASignalEndsADownload(String signal, int number, int exitCode)
      throws IOException, InterruptedException {
    assumeThat(Child.inheritsIgnored(number)).as("%s is ignored here", signal).isFalse();
    Path file = Files.writeString(directory.resolve("sales.csv"), "old\n");
    try (SlowService service = new SlowService();
        WatchService watch = directory.getFileSystem().newWatchService()) {
      directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Map<String, String> environment =
          environment(
              Map.of(
                  "POWERDRILL_BASE_URL", service.baseUrl(), "POWERDRILL_PROJECT_API_KEY", SECRET));
      try (Child child =
          Child.powerdrill(
              environment, "download", "dset", "ds", "-o", file.toString(), "--force")) {
        WatchKey partBegun = watch.poll(60, TimeUnit.SECONDS);
        assertThat(partBegun).as("a part file is made").isNotNull();
        service.awaitStoreRequest();
        assertThat(child.handle().info().commandLine().orElse("")).doesNotContain(SECRET);

        child.send(signal);
        Outcome outcome = child.end();

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.err())
            .isEqualTo("powerdrill: interrupted; no part of the download was left behind.\n");
        assertThat(file).hasContent("old\n");
        assertThat(directory.toFile().list()).containsExactly("sales.csv");
        assertThat(service.storeRequests())
            .isNotEmpty()
            .allSatisfy(
                request -> assertThat(request.getHeaders().toString()).doesNotContain(SECRET));
      }
    }
  }

  @Test
  void demonstratesItself() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);

    try (Child child = Child.powerdrill(environment, "demo")) {
      Outcome outcome = child.end();

      assertThat(outcome.out()).contains(DemoData.SHA_256, "All is as it should be.");
      assertThat(outcome.exitCode()).isZero();
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource
  void neverShowsTheKey(List<String> args) throws IOException, InterruptedException {
    Path keyFile = Files.writeString(directory.resolve("key"), SECRET + "\n");
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

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void runsASandboxThatTellsOfBrokenRequestsAtTheEnd() throws IOException, InterruptedException {
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
              "powerdrill: contract broken by the request: POST /api/v2/team/", "Content-Type");
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

  private static Outcome run(Map<String, String> changes, String... args)
      throws IOException, InterruptedException {
    try (Child child = Child.powerdrill(environment(changes), args)) {
      return child.end();
    }
  }

  private static Map<String, String> environment(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>();
    environment.put("POWERDRILL_PROJECT_API_KEY", sandbox.apiKey());
    environment.put("POWERDRILL_USER_ID", sandbox.userId());
    environment.put("POWERDRILL_BASE_URL", sandbox.baseUrl().toString());
    environment.putAll(changes);
    return environment;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
