package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing passes the check because the check could not be made. */
class ContractCheckTest {
  private final ContractCheck check = new ContractCheck(TestContract.CONTRACT, new ViolationLog());

  private static ReceivedRequest presign(String target) {
    return new ReceivedRequest(
        Side.API,
        Instant.EPOCH,
        "POST",
        target,
        Map.of("x-pd-api-key", List.of("secret-key"), "Content-Type", List.of("application/json")));
  }

  /** The validator decodes a path before it looks at it, and throws at these. */
  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%", "%1"})
  void aRequestThatTheValidatorCannotReadIsAViolation(String datasetId) {
    String target = "/api/v2/team/datasets/" + datasetId + "/datasources/s/presign";

    check.checkRequest(presign(target), "{\"user_id\":\"tmm-1\"}".getBytes(UTF_8));

    assertThat(check.violations())
        .extracting(ContractViolation::path, ContractViolation::key)
        .containsExactly(tuple(target, "sandbox.validator"));
    assertThatExceptionOfType(ContractViolationError.class).isThrownBy(check::requireKept);
  }

  @Test
  void aViolationHoldsAllThatTheValidatorReportsAndNoMore() {
    String target = "/api/v2/team/datasets/d/datasources/s/presign";

    check.checkRequest(presign(target), "{\"user_id\":\"u\",\"expires_in\":1}".getBytes(UTF_8));
    check.checkRequest(presign(target), new byte[0]);
    check.checkResponse(
        presign(target),
        200,
        Map.of("Content-Type", List.of("application/json"), "x-pd-trace-id", List.of("t")),
        "{\"code\":0}".getBytes(UTF_8));

    assertThat(check.violations())
        .extracting(ContractViolation::message)
        .startsWith(
            "[Path '/expires_in'] Numeric instance is lower than the required minimum"
                + " (minimum: 60, found: 1)",
            "A request body is required but none found.");
    assertThat(check.violations().get(2).message()).contains("required schema", "[\"data\"]");
  }

  @Test
  void aViolationHidesTheKeyInAPathToo() {
    check.checkRequest(presign("/api/v2/secret-key/datasets"), new byte[0]);

    assertThat(check.violations())
        .extracting(ContractViolation::path)
        .containsExactly("/api/v2/***/datasets");
  }

  @Test
  void theSandboxHoldsItsOwnResponsesAgainstTheContractAndThrowsOnceAllIsClosed(
      @TempDir Path directory) throws Exception {
    JsonNode contract = Contract.parse(TestContract.json("contract.json"));
    ((ObjectNode) contract.at("/components/schemas/Link/properties/presigned_url"))
        .put("type", "integer");
    PowerdrillSandbox sandbox = PowerdrillSandbox.start(contract.toString());
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));

    URI url = new PlainClient(sandbox).presign("dset", "ds");

    assertThat(sandbox.violations())
        .extracting(ContractViolation::kind)
        .isNotEmpty()
        .containsOnly(ContractViolation.Kind.RESPONSE);
    assertThatExceptionOfType(ContractViolationError.class).isThrownBy(sandbox::close);
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new RawClient(url));
  }
}
