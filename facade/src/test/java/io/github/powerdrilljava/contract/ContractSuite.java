package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.sandbox.ContractCheck;
import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether the facade and the sandbox as they are keep a contract. The build asks it of the contract
 * that the project has accepted; the check of a spec update asks it of a new one.
 */
public final class ContractSuite implements AutoCloseable {

  private final List<ContractCase> cases = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  private ContractSuite() {}

  /**
   * Runs every case of a contract.
   *
   * @param mergedContractJson as the build makes it, see {@link
   *     ContractCheck#ContractCheck(String)}
   * @return what has to be mended, each thing once; nothing if the contract can be accepted
   */
  public static List<Finding> run(String mergedContractJson) {
    return run(mergedContractJson, operation -> true);
  }

  /**
   * As {@link #run(String)}, for some operations only.
   *
   * @param operations accepts those of {@link #operations}
   */
  public static List<Finding> run(String mergedContractJson, Predicate<String> operations) {
    List<Finding> findings = new ArrayList<>();
    try (ContractSuite suite = of(mergedContractJson, operations)) {
      for (ContractCase each : suite.cases()) {
        for (Finding finding : each.run()) {
          if (findings.stream().noneMatch(finding::isAboutTheSameAs)) {
            findings.add(finding);
          }
        }
      }
    }
    return findings;
  }

  /** The cases of a contract, ready to run one after the other until the suite is closed. */
  public static ContractSuite of(String mergedContractJson) {
    return of(mergedContractJson, operation -> true);
  }

  private static ContractSuite of(String mergedContractJson, Predicate<String> operations) {
    ContractSuite suite = new ContractSuite();
    try {
      suite.add(mergedContractJson, operations);
    } catch (RuntimeException e) {
      suite.cases.clear();
      suite.always(
          Operations.ALL.get(0),
          "#",
          "The contract cannot be checked: it is not OpenAPI 3.0 in JSON.");
    }
    return suite;
  }

  /** The operations that it has cases for, each its method and path. */
  public static List<String> operations() {
    return Operations.ALL.stream().map(Operation::name).toList();
  }

  private void add(String contract, Predicate<String> operations) {
    Server server = new Server();
    open.add(server);
    ContractCheck check = new ContractCheck(contract);
    List<Operation> runnable =
        Operations.ALL.stream()
            .filter(operation -> operations.test(operation.name()))
            .filter(operation -> add(operation, contract, check, server))
            .toList();
    if (!runnable.isEmpty()) {
      SandboxCases sandbox = new SandboxCases(contract);
      open.add(sandbox);
      runnable.forEach(operation -> cases.addAll(sandbox.of(operation)));
    }
  }

  /** Returns whether the operation's requests can be made. */
  private boolean add(Operation operation, String contract, ContractCheck check, Server server) {
    List<ContractResponse> responses =
        ContractResponses.of(contract, operation.method(), operation.path());
    if (responses.isEmpty()) {
      always(
          operation,
          "#/paths",
          "The contract has no such operation, or documents no response of it.");
      return false;
    }
    if (responses.stream().noneMatch(response -> response.success() && response.valid())) {
      always(
          operation,
          new OperationOfContract(contract, operation).pointer() + "/responses",
          "The contract allows no response that is a success, so none was read.");
      return false;
    }
    RequestNeeds needs = new RequestNeeds(operation, contract, server);
    if (!needs.canBeSent(responses.get(0))) {
      cases.add(new ContractCase(operation, "what a request needs", needs::findings));
      return false;
    }
    cases.addAll(new AssumptionCases(operation, contract, server).all());
    cases.addAll(new RequestCases(operation, contract, check, server, responses).all());
    cases.addAll(new ResponseCases(operation, server).of(responses));
    return true;
  }

  private void always(Operation operation, String pointer, String what) {
    cases.add(
        new ContractCase(
            operation,
            "the contract itself",
            () ->
                List.of(
                    operation.finding("", pointer, what, "The facade sends " + operation.name()))));
  }

  /** In the order in which they are to be run. */
  public List<ContractCase> cases() {
    return List.copyOf(cases);
  }

  /** Ends the servers. */
  @Override
  public void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("A server on loopback could not be ended", e);
      }
    }
    open.clear();
  }
}
