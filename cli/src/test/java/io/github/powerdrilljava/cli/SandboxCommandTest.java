package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sandbox runs from its announcement until it is told to end. */
class SandboxCommandTest {

  private static final String EXAMPLE = "\n#   powerdrill download ";

  @TempDir private Path directory;

  /** Standard output, which reports when the announcement is complete. */
  private static final class Announcement extends StringWriter {

    private final CompletableFuture<String> whole = new CompletableFuture<>();

    @Override
    public void flush() {
      int example = toString().indexOf(EXAMPLE);
      if (example >= 0 && toString().indexOf('\n', example + EXAMPLE.length()) > 0) {
        whole.complete(toString());
      }
    }
  }

  /** What is done while the sandbox runs. */
  private interface Visit {
    void to(String announced) throws Exception;
  }

  private static Outcome sandbox(Visit visit, String... args) throws Exception {
    Announcement out = new Announcement();
    CompletableFuture<Outcome> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              ended.complete(Outcome.of(Powerdrill.commandLine(Map.of()), out, args));
              out.whole.completeExceptionally(new AssertionError("not announced"));
            },
            "sandbox-command");
    thread.start();
    try {
      visit.to(out.whole.get());
    } finally {
      thread.interrupt();
    }
    return ended.get();
  }

  /** The settings that a shell would have, into which this was pasted. */
  private static Map<String, String> exported(String announced) {
    Map<String, String> settings = new HashMap<>();
    Matcher export = Pattern.compile("(?m)^export (\\w+)=(.*)$").matcher(announced);
    while (export.find()) {
      settings.put(export.group(1), export.group(2));
    }
    return settings;
  }

  private static URI baseUrl(String announced) {
    return URI.create(exported(announced).getOrDefault("POWERDRILL_BASE_URL", ""));
  }

  @Test
  void announcesSettingsThatWorkAndAnExampleThatTheyWorkFor() throws Exception {
    Outcome sandbox =
        sandbox(
            announced -> {
              assertThat(announced)
                  .startsWith("# A Powerdrill server runs on this machine until Ctrl-C.")
                  .contains("\n#\n# It serves, as dataset and data source:\n")
                  .contains("\n#   demo birdstrikes.csv   (1,223,329 bytes)\n#\n")
                  .endsWith(
                      "#\n# For example:\n#   powerdrill datasets\n#   powerdrill datasources demo\n"
                          + "#   powerdrill export demo -o exported"
                          + EXAMPLE
                          + "demo birdstrikes.csv\n");
              assertThat(Outcome.of(exported(announced), "datasources", "demo").out())
                  .isEqualTo("birdstrikes.csv\t1223329\tsynched\tbirdstrikes.csv\n");
              assertThat(announced.lines()).allMatch(line -> line.matches("(#|export \\w+=).*"));
              String target = directory.resolve("copy.csv").toString();
              assertThat(
                      Outcome.of(
                          exported(announced), "download", "demo", "birdstrikes.csv", "-o", target))
                  .isEqualTo(new Outcome(0, target + "\n", ""));
            },
            "sandbox");

    assertThat(sandbox.err()).isEmpty();
    assertThat(sandbox.exitCode()).isZero();
    URI baseUrl = baseUrl(sandbox.out());
    assertThatIOException()
        .as("it has ended")
        .isThrownBy(() -> new Socket(baseUrl.getHost(), baseUrl.getPort()).close());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, ''",
    "20, 20, ''",
    "21, 20, '#   and 1 more\n'",
    "30, 20, '#   and 10 more\n'"
  })
  void listsTwentyDataSourcesAtMost(int files, int listed, String more) throws Exception {
    Path dataset = Files.createDirectory(directory.resolve("my data"));
    for (int i = 0; i < files; i++) {
      Files.writeString(dataset.resolve("f" + (100 + i)), "abc");
    }

    Outcome sandbox = sandbox(announced -> {}, "sandbox", "--dir", directory.toString());

    StringBuilder list = new StringBuilder();
    for (int i = 0; i < listed; i++) {
      list.append("#   'my data' f").append(100 + i).append("   (3 bytes)\n");
    }
    assertThat(sandbox.out())
        .contains("data source:\n" + list + more + "#\n")
        .endsWith(EXAMPLE + "'my data' f100\n");
  }

  @Test
  void listensAtThePortThatItIsGiven() throws Exception {
    int port = AtSandbox.closedPort();

    Outcome sandbox = sandbox(announced -> {}, "sandbox", "--port", Integer.toString(port));

    assertThat(baseUrl(sandbox.out())).hasPort(port).hasHost("127.0.0.1");
  }

  @Test
  void namesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Outcome sandbox = Outcome.of(Map.of(), "sandbox", "--port", port);

      assertThat(sandbox.exitCode()).isEqualTo(2);
      assertThat(sandbox.err()).startsWith("powerdrill: --port " + port + ": ");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, ''", "3, ', 3 times'"})
  void reportsViolationsAtTheEnd(int requests, String times) throws Exception {
    String path = "/v2/team/datasets/demo/datasources/none/presign";
    HttpClient client = HttpClient.newHttpClient();

    Outcome sandbox =
        sandbox(
            announced -> {
              HttpRequest withoutKey =
                  HttpRequest.newBuilder(URI.create(baseUrl(announced) + path))
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString("{\"user_id\":\"tmm-1\"}", UTF_8))
                      .build();
              for (int i = 0; i < requests; i++) {
                client.send(withoutKey, BodyHandlers.discarding());
              }
            },
            "sandbox");

    assertThat(sandbox.err())
        .startsWith("powerdrill: contract violated by the request: POST /api" + path + ": ")
        .endsWith("~1presign/post/security)" + times + "\n")
        .containsOnlyOnce("\n");
    assertThat(sandbox.exitCode()).isZero();
  }
}
