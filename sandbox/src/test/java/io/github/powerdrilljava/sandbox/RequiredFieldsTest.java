package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contract requires of responses, and the sandbox knows nothing of. */
class RequiredFieldsTest {

  private static final String DEMANDING = demanding();

  private static String demanding() {
    JsonNode contract = Contract.parse(TestContract.json("contract.json"));
    require(contract, "/components/schemas/Envelope/required", "request_id");
    require(contract, "/components/schemas/Link/required", "size");
    ContractOperation presign = TestContract.CONTRACT.operation(Route.PRESIGN).orElseThrow();
    Clause header = presign.in(new Clause(contract)).at("responses", "200", "headers", "x-region");
    ((ObjectNode) header.node()).put("required", true);
    return contract.toString();
  }

  private static void require(JsonNode contract, String list, String name) {
    ((ArrayNode) contract.at(list)).add(name);
  }

  @Test
  void addsThemToASuccess(@TempDir Path directory) throws IOException {
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start(DEMANDING)) {
      sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));

      HttpResponse<String> response =
          PlainClient.send(new PlainClient(sandbox).presignRequest("dset", "ds"));

      JsonNode body = PlainClient.json(response);
      assertThat(body.at("/request_id").textValue()).hasSizeGreaterThanOrEqualTo(8);
      assertThat(body.at("/data/size").intValue()).isGreaterThanOrEqualTo(3);
      assertThat(response.headers().firstValue("x-region")).hasValue("north");
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  @Test
  void addsThemToAFailureThatComesWithTheStatusOfASuccess() {
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start(DEMANDING)) {
      HttpResponse<String> response =
          PlainClient.send(new PlainClient(sandbox).presignRequest("no-such", "ds"));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(PlainClient.json(response).fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("code", "msg", "request_id");
    }
  }

  @Test
  void addsNothingThatIsNotRequired() {
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start(DEMANDING)) {
      HttpResponse<String> response =
          PlainClient.send(new PlainClient(sandbox).presignRequest("d", "ds").GET());
      sandbox.takeViolations();

      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(PlainClient.json(response).fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("code", "msg");
      assertThat(response.headers().firstValue("x-region")).isEmpty();
    }
  }
}
