package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.sandbox.ContractCheck;
import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.util.ArrayList;
import java.util.List;

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
    List<Finding> findings = new ArrayList<>();
    try (ContractSuite suite = of(mergedContractJson)) {
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
    ContractSuite suite = new ContractSuite();
    try {
      suite.add(mergedContractJson);
    } catch (RuntimeException e) {
      suite.cases.clear();
      suite.always("#", "The contract cannot be checked: it is not OpenAPI 3.0 in JSON.");
    }
    return suite;
  }

  private void add(String contract) {
    List<ContractResponse> responses =
        ContractResponses.of(contract, Operation.METHOD, Operation.PATH);
    if (responses.isEmpty()) {
      always("#/paths", "The contract has no such operation, or documents no response of it.");
      return;
    }
    if (responses.stream().noneMatch(response -> response.success() && response.valid())) {
      always(
          new PresignOfContract(contract).pointer() + "/responses",
          "The contract allows no response that is a success, so none was read.");
      return;
    }
    Server server = new Server();
    open.add(server);
    RequestNeeds needs = new RequestNeeds(contract, server);
    if (!needs.canBeSent(responses.get(0))) {
      cases.add(new ContractCase("what a request needs", needs::findings));
      return;
    }
    cases.addAll(new AssumptionCases(contract, server).all());
    cases.addAll(new RequestCases(contract, server, responses).all());
    cases.addAll(new ResponseCases(server).of(responses));
    SandboxCases sandbox = new SandboxCases(contract);
    open.add(sandbox);
    cases.addAll(sandbox.all());
  }

  private void always(String pointer, String what) {
    cases.add(
        new ContractCase(
            "the contract itself",
            () ->
                List.of(
                    Operation.finding(
                        "",
                        pointer,
                        what,
                        "The facade sends " + Operation.METHOD + " " + Operation.PATH))));
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
