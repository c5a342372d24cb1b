package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Any id within the rules arrives at the service exactly as the caller gave it. */
class PathEncodingTest {

  private static final String[] AWKWARD = {
    "/", "?", "#", "%", "%2F", "%252e", "..", ".", "[", "]", "|", "^", "`", "{", "}", "<", "\"",
    "'", "*", "~", " ", "+", ";", "&", "=", "\\", "é", "数", "😀", "a"
  };

  private static PowerdrillSandbox sandbox;
  private static PowerdrillClient client;
  private static Path file;

  @BeforeAll
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

  @AfterAll
  static void stop() throws IOException {
    client.close();
    sandbox.close();
    Files.delete(file);
  }

  private record Ids(String dataset, String dataSource) {}

  /**
   * The sandbox splits the raw path before it decodes the ids, and compares them with those of its
   * catalogue.
   */
  @Test
  void idsArriveAsGiven() {
    RandomInput.forAny(
        300,
        input -> new Ids(id(input), id(input)),
        ids -> {
          sandbox.put(ids.dataset(), ids.dataSource(), file);
          client.dataSources().presign(ids.dataset(), ids.dataSource());
          List<ReceivedRequest> requests = sandbox.requests();
          assertThat(requests.get(requests.size() - 1).target())
              .matches("/api/v2/team/datasets/[^/?#]+/datasources/[^/?#]+/presign");
        });
  }

  private static String id(RandomInput input) {
    return input.first(
        PathEncodingTest::isWithinTheRules,
        () -> input.made(() -> input.text(20), () -> input.joined(5, AWKWARD)));
  }

  private static boolean isWithinTheRules(String id) {
    return !id.isBlank()
        && !id.equals(".")
        && !id.equals("..")
        && id.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(id);
  }
}
