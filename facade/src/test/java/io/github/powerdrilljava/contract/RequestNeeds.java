package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.sandbox.ContractResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the contract requires of every request, and the facade does not set. */
final class RequestNeeds {

  /** What the facade sets in every request. */
  private static final Set<String> ALWAYS_SET = Set.of("user_id", "x-pd-external-trace-id");

  private final PresignOfContract presign;
  private final Server server;

  RequestNeeds(String contract, Server server) {
    this.presign = new PresignOfContract(contract);
    this.server = server;
  }

  /**
   * Whether requests can be made at all: the generated client refuses to leave out what is
   * required.
   */
  boolean canBeSent(ContractResponse response) {
    server.respond(response);
    PresignRequest plain = PresignRequest.of("dset-1", "ds-1");
    try {
      for (PresignRequest request : List.of(plain, plain.withExpiresIn(Duration.ofMinutes(1)))) {
        trySending(request);
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void trySending(PresignRequest request) {
    try {
      server.client().dataSources().presign(request);
    } catch (PowerdrillException e) {
      // sent: what the facade makes of the response is another case's business
    }
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode parameter : presign.operation().path("parameters")) {
      String name = parameter.path("name").asText();
      if (parameter.path("required").asBoolean()
          && !parameter.path("in").asText().equals("path")
          && !ALWAYS_SET.contains(name)) {
        findings.add(need(name, presign.pointer() + "/parameters"));
      }
    }
    for (JsonNode name : presign.body().path("required")) {
      if (!ALWAYS_SET.contains(name.asText())) {
        findings.add(need(name.asText(), presign.bodyPointer() + "/required"));
      }
    }
    return findings.isEmpty() ? List.of(need("", presign.pointer())) : findings;
  }

  private static Finding need(String name, String pointer) {
    return Operation.finding(
        name,
        pointer,
        "The facade does not set what the contract requires of every request.",
        "PresignRequest.of(\"dset-1\", \"ds-1\")");
  }
}
