package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any id within the rules arrives at the service exactly as the caller gave it. */
class PathEncodingTest {

  private static PowerdrillSandbox sandbox;
  private static PowerdrillClient client;
  private static Path file;

  @BeforeContainer
  static void start() throws IOException {
    file = Files.createTempFile("content", ".csv");
    sandbox = PowerdrillSandbox.start();
    client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .maxRequestsPerSecond(0)
            .build();
  }

  @AfterContainer
  static void stop() throws IOException {
    client.close();
    sandbox.close();
    Files.delete(file);
  }

  /**
   * The sandbox splits the raw path before it decodes the ids, and compares them with those of its
   * catalogue.
   */
  @Property(tries = 300, seed = "1")
  void idsArriveAsGiven(@ForAll("ids") String datasetId, @ForAll("ids") String dataSourceId) {
    sandbox.put(datasetId, dataSourceId, file);
    client.dataSources().presign(datasetId, dataSourceId);
    List<ReceivedRequest> requests = sandbox.requests();
    assertThat(requests.get(requests.size() - 1).target())
        .matches("/api/v2/team/datasets/[^/?#]+/datasources/[^/?#]+/presign");
  }

  @Provide
  Arbitrary<String> ids() {
    Arbitrary<String> awkward =
        Arbitraries.of(
            "/", "?", "#", "%", "%2F", "%252e", "..", ".", "[", "]", "|", "^", "`", "{", "}", "<",
            "\"", "'", "*", "~", " ", "+", ";", "&", "=", "\\", "é", "数", "😀", "a");
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            awkward.list().ofMaxSize(5).map(parts -> String.join("", parts)))
        .filter(id -> !id.isBlank() && !id.equals(".") && !id.equals(".."))
        .filter(id -> id.chars().noneMatch(Character::isISOControl))
        .filter(id -> StandardCharsets.UTF_8.newEncoder().canEncode(id));
  }
}
