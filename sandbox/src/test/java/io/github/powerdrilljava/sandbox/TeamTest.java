package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The team's key, user and data sources are those that they are, to the letter. */
class TeamTest {
  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @BeforeEach
  void putOneFileInEachDataset(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("a.csv"), "a");
    sandbox.put("one", "first", file);
    sandbox.put("two", "second", file);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static int code(HttpRequest.Builder request, int status) {
    HttpResponse<String> response = PlainClient.send(request);
    assertThat(response.statusCode()).isEqualTo(status);
    return PlainClient.json(response).at("/code").intValue();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "sandbox-secret-ke",
        "sandbox-secret-key2",
        "my-sandbox-secret-key",
        "SANDBOX-SECRET-KEY",
        "sandbox-secret-key, sandbox-secret-key"
      })
  void anotherTeamsKeyIsRefusedHoweverMuchItLooksLikeTheTeams(String key) {
    assertThat(code(client.presignRequest("one", "first").setHeader("x-pd-api-key", key), 403))
        .isEqualTo(1004);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmm-sandbo", "tmm-sandbox2", "TMM-SANDBOX", " tmm-sandbox"})
  void anotherUserHasNoPermission(String user) {
    HttpRequest.Builder request = client.presignRequest("one", "first");

    assertThat(code(request.POST(ofString("{\"user_id\":\"" + user + "\"}")), 200))
        .isEqualTo(300002);
  }

  @ParameterizedTest
  @CsvSource({"one, first, 0", "two, second, 0", "one, second, 300003", "two, first, 300003"})
  void aDataSourceIsFoundInItsOwnDatasetOnly(String dataset, String dataSource, int code) {
    assertThat(code(client.presignRequest(dataset, dataSource), 200)).isEqualTo(code);
  }
}
