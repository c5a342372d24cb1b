package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.TestContract.PATH;
import static io.github.powerdrilljava.sandbox.TestContract.presignRequest;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.secretscan.SecretScan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A violation reaches the test that caused it, and shows no secret. */
class ContractViolationTest {
  private static final String SENT_SCHEMA = "#/components/schemas/Wish";

  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @BeforeEach
  void putOneFile(@TempDir Path directory) throws IOException {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));
  }

  @Test
  void failsTheTestThatLetAViolationPass() {
    PlainClient.send(client.presignRequest("dset", "ds").POST(ofString("{\"user_id\":7}")));

    assertThatThrownBy(sandbox::close)
        .isInstanceOfSatisfying(
            ContractViolationError.class,
            error -> assertThat(error.violations()).isEqualTo(sandbox.violations()))
        .hasMessageStartingWith("The contract was violated once:")
        .hasMessageContaining("- request of POST " + PATH)
        .hasMessageContaining("violates " + SENT_SCHEMA + "/properties/user_id/type")
        .hasMessageContaining("validation.request.body.schema.type at /user_id")
        .hasMessageContaining("integer");
    assertThatCode(sandbox::close).doesNotThrowAnyException();
  }

  @Test
  void handsViolationsOverToATestThatMeantThem() {
    PlainClient.send(client.presignRequest("dset", "ds").POST(ofString("{}")));

    assertThat(sandbox.violations()).hasSize(1);
    assertThat(sandbox.takeViolations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.kind()).isEqualTo(ContractViolation.Kind.REQUEST);
              assertThat(violation.method()).isEqualTo("POST");
              assertThat(violation.path()).isEqualTo(PATH);
              assertThat(violation.key()).isEqualTo("validation.request.body.schema.required");
              assertThat(violation.clause()).isEqualTo(SENT_SCHEMA + "/required");
              assertThat(violation.message()).contains("user_id");
            });
    assertThat(sandbox.takeViolations()).isEmpty();
    sandbox.close();
  }

  @ParameterizedTest
  @MethodSource
  void reportsCredentialsSentToTheObjectStoreWithoutRepeatingThem(String header) {
    URI url = client.presign("dset", "ds");

    var response = PlainClient.get(url, header, "secret-key");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("<Code>InvalidArgument</Code>");
    assertThat(sandbox.takeViolations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.key()).isEqualTo("sandbox.request.credentials");
              assertThat(violation.clause()).isEqualTo("#/components/securitySchemes/key");
              assertThat(violation.message()).contains(header);
              assertThat(violation.toString()).doesNotContain("secret-key", "Signature");
            });
    sandbox.close();
  }

  static List<String> reportsCredentialsSentToTheObjectStoreWithoutRepeatingThem() {
    return List.of("x-pd-api-key", "Authorization");
  }

  @Test
  void keepsKeysAndQueriesOfUrlsOutOfItsTexts() {
    ViolationLog violations = new ViolationLog();
    ReceivedRequest request = presignRequest(Map.of("X-Pd-Api-Key", List.of("secret-key")));

    violations.add(
        ContractViolation.Kind.REQUEST,
        request,
        "key",
        "#",
        "\"http://h/secret-key?Signature=feed&x=%22\" is wrong",
        List.of());

    assertThat(violations.list().get(0).message()).isEqualTo("\"http://h/***?***\" is wrong");
    assertThat(violations.list().get(0).path()).isEqualTo(PATH);
    SecretScan.search("the sandbox", violations.list() + " " + request);
    assertThat(request.toString()).doesNotContain("token");
    sandbox.close();
  }
}
