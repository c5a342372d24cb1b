package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.contract.OperationOfContract.Place;
import io.github.powerdrilljava.sandbox.ContractResponse;
import java.util.ArrayList;
import java.util.List;

/** What the contract requires of every request, and the facade does not set. */
final class RequestNeeds {

  private final Operation operation;
  private final OperationOfContract stated;
  private final Server server;

  RequestNeeds(Operation operation, String contract, Server server) {
    this.operation = operation;
    this.stated = new OperationOfContract(contract, operation);
    this.server = server;
  }

  /**
   * Whether requests can be made at all: the generated client refuses to leave out what is
   * required.
   */
  boolean canBeSent(ContractResponse response) {
    server.respond(response);
    try {
      operation.plain().of(server.client());
    } catch (PowerdrillException e) {
      return true; // sent: what the facade makes of the response is another case's business
    } catch (RuntimeException e) {
      return false;
    }
    return true;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Place place : stated.parameters()) {
      JsonNode parameter = place.node();
      String name = parameter.path("name").asText();
      if (parameter.path("required").asBoolean()
          && !parameter.path("in").asText().equals("path")
          && !operation.set().contains(name)) {
        findings.add(need(name, stated.pointer() + "/parameters"));
      }
    }
    for (JsonNode name : stated.body().node().path("required")) {
      if (!operation.set().contains(name.asText())) {
        findings.add(need(name.asText(), stated.body().pointer() + "/required"));
      }
    }
    return findings.isEmpty() ? List.of(need("", stated.pointer())) : findings;
  }

  private Finding need(String name, String pointer) {
    return operation.finding(
        name,
        pointer,
        "The facade does not set what the contract requires of every request.",
        "To " + operation.title());
  }
}
