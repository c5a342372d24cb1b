package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresignCommandTest {

  private static final String SIGNED = "https://store.example/a%20b.csv?X-Amz-Signature=\"\\é";

  private final MockWebServer server = new MockWebServer();

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void printsOnlyTheUrlOnStandardOutput() {
    respond("trace-7");

    Outcome outcome = run("presign", "dset", "ds");

    assertThat(outcome.out()).isEqualTo(SIGNED + "\n");
    assertThat(outcome.err())
        .isEqualTo(
            "powerdrill: the URL expires at 2024-11-13T14:15:22.123Z, which is past by this machine's"
                + " clock.\n");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void printsOneJsonObject() throws IOException {
    respond("trace-\"7\"");

    Outcome outcome = run("presign", "dset", "ds", "--json", "--trace-id", "mine \\ \"1\"");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).containsOnlyOnce("\n");
    assertThat(json(outcome.out()))
        .containsExactly(
            "presigned_url=" + SIGNED,
            "expires_at=2024-11-13T14:15:22.123Z",
            "trace_id=trace-\"7\"",
            "external_trace_id=mine \\ \"1\"");
  }

  @Test
  void printsAUrlThatIsNone() {
    respondWithUrl("string", null);

    assertThat(run("presign", "dset", "ds").out()).isEqualTo("string\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "a\nb",
        "\u0007",
        "\u009b31m",
        "a\u202eb",
        "a\u2028b",
        "\udb40\udc41"
      })
  void printsNothingThatATerminalWouldObey(String url) throws IOException {
    respondWithUrl(url, null);
    respondWithUrl(url, null);

    Outcome plain = run("presign", "dset", "ds");
    Outcome asJson = run("presign", "dset", "ds", "--json");

    assertThat(plain.exitCode()).isEqualTo(7);
    assertThat(plain.out()).isEmpty();
    assertThat(plain.err()).contains("control characters").doesNotContain(url);
    assertThat(asJson.out()).doesNotContain(url);
    assertThat(json(asJson.out())).contains("presigned_url=" + url);
  }

  @Test
  void printsNullInJsonIfTheServiceSentNoTraceId() throws IOException {
    respond(null);

    Outcome outcome = run("presign", "dset", "ds", "--json");

    assertThat(json(outcome.out())).contains("trace_id=null");
  }

  @Test
  void sendsTheOptionsThatWereGiven() throws InterruptedException {
    respond(null);

    run("presign", "a b/ü", "ds", "--expires-in=3600", "--user-id=tmm-2", "--trace-id=mine-1");

    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getTarget())
        .isEqualTo("/api/v2/team/datasets/a%20b%2F%C3%BC/datasources/ds/presign");
    assertThat(sent.getHeaders().get("x-pd-api-key")).isEqualTo("secret-key-of-environment");
    assertThat(sent.getHeaders().get("x-pd-external-trace-id")).isEqualTo("mine-1");
    assertThat(sent.getBody()).isNotNull();
    assertThat(sent.getBody().utf8()).isEqualTo("{\"expires_in\":3600,\"user_id\":\"tmm-2\"}");
  }

  @Test
  void leavesTheLifetimeToTheServiceByDefault() throws InterruptedException {
    respond(null);

    run("presign", "dset", "ds");

    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getBody()).isNotNull();
    assertThat(sent.getBody().utf8()).isEqualTo("{\"user_id\":\"tmm-of-environment\"}");
  }

  @Test
  void takesOptionsOnEitherSideOfTheCommandAndPrefersThemToTheEnvironment()
      throws IOException, InterruptedException {
    Path keyFile =
        PrivateFile.of(directory.resolve("key"), "  secret-key-of-file \r\nsecond line\n");
    String url = server.url("/other").toString();
    List<List<String>> commands =
        List.of(
            List.of("--api-key-file", keyFile.toString(), "--base-url", url, "presign", "d", "s"),
            List.of("presign", "--base-url", url, "d", "s", "--api-key-file", keyFile.toString()),
            List.of("--base-url", url, "presign", "d", "--api-key-file", keyFile.toString(), "s"));

    for (List<String> command : commands) {
      respond(null);
      assertThat(run(command.toArray(String[]::new)).exitCode()).isZero();

      RecordedRequest sent = server.takeRequest();
      assertThat(sent.getTarget()).startsWith("/other/v2/");
      assertThat(sent.getHeaders().get("x-pd-api-key")).isEqualTo("secret-key-of-file");
    }
  }

  @ParameterizedTest
  @CsvSource({"rw-------, ''", "r--------, ''", "rw-r--r--, 0644", "rw-r-----, 0640"})
  @DisabledOnOs(OS.WINDOWS)
  void refusesAKeyFileThatOthersCanRead(String permissions, String refused)
      throws IOException, InterruptedException {
    Path keyFile = Files.writeString(directory.resolve("the key"), "\ufeffsecret-key-of-file\r\n");
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(permissions));
    respond(null);

    Outcome outcome = run("presign", "d", "s", "-q", "--api-key-file", keyFile.toString());

    if (refused.isEmpty()) {
      assertThat(outcome.err()).isEmpty();
      assertThat(server.takeRequest().getHeaders().get("x-pd-api-key"))
          .isEqualTo("secret-key-of-file");
    } else {
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .isEqualTo(
              "powerdrill: --api-key-file %s can be read by other users (mode %s): chmod 600 '%s'.\n"
                  .formatted(keyFile, refused, keyFile));
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @Test
  void refusesAKeyFileThatBeginsWithAnEmptyLine() throws IOException {
    Path keyFile = PrivateFile.of(directory.resolve("key"), "\nkey\n");

    Outcome outcome = run("presign", "d", "s", "--api-key-file", keyFile.toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("first line").doesNotContain("secret-key-of-environment");
    assertThat(server.getRequestCount()).isZero();
  }

  private void respond(@Nullable String traceId) {
    respondWithUrl(SIGNED, traceId);
  }

  private void respondWithUrl(String url, @Nullable String traceId) {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/json")
            .body(ContractResponses.presigned(url, "2024-11-13T14:15:22.123Z"));
    if (traceId != null) {
      response.setHeader("x-pd-trace-id", traceId);
    }
    server.enqueue(response.build());
  }

  private Outcome run(String... args) {
    Map<String, String> environment = new HashMap<>();
    environment.put("POWERDRILL_PROJECT_API_KEY", "secret-key-of-environment");
    environment.put("POWERDRILL_USER_ID", "tmm-of-environment");
    environment.put("POWERDRILL_BASE_URL", server.url("/api").toString());
    return Outcome.of(environment, args);
  }

  /** The parts of a JSON object, each as {@code name=value}, in their order. */
  private static List<String> json(String text) throws IOException {
    List<String> parts = new ArrayList<>();
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text))) {
      reader.beginObject();
      while (reader.hasNext()) {
        parts.add(reader.nextName() + "=" + reader.readJsonValue());
      }
      reader.endObject();
    }
    return parts;
  }
}
