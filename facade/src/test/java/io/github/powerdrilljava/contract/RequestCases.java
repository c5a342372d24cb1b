package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.sandbox.ContractCheck;
import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ContractViolation;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;

/** The facade's requests, at every edge of its own rules, past a validator of the contract. */
final class RequestCases {

  private final Operation operation;
  private final OperationOfContract stated;
  private final Server server;
  private final ContractCheck check;
  private final ContractViolations violations;
  private final ContractResponse success;

  /**
   * Prepares them.
   *
   * @param check of the contract
   * @param responses what the contract allows: a success is the response to each request
   */
  RequestCases(
      Operation operation,
      String contract,
      ContractCheck check,
      Server server,
      List<ContractResponse> responses) {
    this.operation = operation;
    this.server = server;
    stated = new OperationOfContract(contract, operation);
    this.check = check;
    violations = new ContractViolations(operation, contract);
    success =
        responses.stream().filter(ContractResponse::success).findFirst().orElse(responses.get(0));
  }

  List<ContractCase> all() {
    return operation.calls().entrySet().stream()
        .map(
            call ->
                new ContractCase(
                    operation, "request: " + call.getKey(), () -> send(call.getValue())))
        .toList();
  }

  private List<Finding> send(Operation.Call call) {
    server.respond(success);
    try {
      call.on(server.client());
    } catch (InvalidRequestException e) {
      return List.of(
          operation.finding(
              "",
              "#",
              "The facade refuses to send what it allows.",
              Evidence.shown(String.valueOf(e.getMessage()))));
    } catch (PowerdrillException e) {
      // What the facade makes of responses is another case's business.
    }
    ReceivedRequest received = server.received();
    if (received == null) {
      return List.of(operation.finding("", "#", "The facade sends no request.", ""));
    }
    List<Finding> undeclared = undeclared(received);
    if (!undeclared.isEmpty()) {
      return undeclared;
    }
    int before = check.violations().size();
    check.checkRequest(received, server.receivedBody().toByteArray());
    String body = server.receivedBody().utf8();
    List<ContractViolation> found = check.violations();
    return found.subList(before, found.size()).stream()
        .flatMap(
            violation ->
                violations
                    .findings(violation, "The facade's request", body, Evidence.of(received, body))
                    .stream())
        .toList();
  }

  /** Parameters that the contract does not state would have no effect. */
  private List<Finding> undeclared(ReceivedRequest received) {
    HttpUrl url = Objects.requireNonNull(HttpUrl.parse("http://localhost" + received.target()));
    List<String> declared =
        stated.parameters().stream().map(each -> each.node().path("name").asText()).toList();
    return url.queryParameterNames().stream()
        .filter(name -> !declared.contains(name))
        .map(
            name ->
                operation.finding(
                    name,
                    stated.pointer() + "/parameters",
                    "The facade sends a parameter that the contract does not state.",
                    Evidence.of(received, "")))
        .toList();
  }
}
