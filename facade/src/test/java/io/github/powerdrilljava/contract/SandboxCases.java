package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.sandbox.ContractViolation;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facade with a sandbox that keeps the contract. */
final class SandboxCases implements AutoCloseable {

  private static final String SANDBOX = "The sandbox must be mended: its response";

  private final String contract;
  private final PowerdrillSandbox sandbox;
  private final Path file;

  SandboxCases(String contract) {
    this.contract = contract;
    sandbox = PowerdrillSandbox.start(contract);
    try {
      file = Files.createTempFile("contract-suite", ".csv");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sandbox.put("dset-1", "ds-1", file);
  }

  List<ContractCase> of(Operation operation) {
    Operation.Call plain = operation.plain()::of;
    List<ContractCase> cases = new ArrayList<>();
    cases.add(of(operation, "works", sandbox.apiKey(), null, plain));
    cases.add(
        of(operation, "refuses a wrong key", Server.API_KEY, AuthenticationException.class, plain));
    if (operation.unknown() != null) {
      cases.add(
          of(
              operation,
              "does not find what is not there",
              sandbox.apiKey(),
              NotFoundException.class,
              operation.unknown()));
    }
    return cases;
  }

  private ContractCase of(
      Operation operation,
      String what,
      String apiKey,
      @Nullable Class<? extends PowerdrillException> expected,
      Operation.Call call) {
    return new ContractCase(
        operation, "sandbox: " + what, () -> make(operation, what, apiKey, expected, call));
  }

  private List<Finding> make(
      Operation operation,
      String what,
      String apiKey,
      @Nullable Class<? extends PowerdrillException> expected,
      Operation.Call call) {
    PowerdrillException failure = null;
    try (PowerdrillClient client =
        Server.clientOf(sandbox.baseUrl().toString(), apiKey, sandbox.userId())) {
      call.on(client);
    } catch (PowerdrillException e) {
      failure = e;
    }
    List<ContractViolation> found = sandbox.takeViolations();
    boolean asExpected = expected == null ? failure == null : expected.isInstance(failure);
    if (!asExpected && found.isEmpty()) {
      return List.of(
          operation.finding(
              "",
              "#",
              "Facade and sandbox do not work together: \"" + what + "\" fails.",
              failure == null ? "" : Evidence.shown(String.valueOf(failure.getMessage()))));
    }
    ContractViolations violations = new ContractViolations(operation, contract);
    return found.stream()
        .filter(
            violation ->
                violation.kind() == ContractViolation.Kind.RESPONSE) // requests: another case
        .flatMap(
            violation -> violations.findings(violation, SANDBOX, "", evidence(violation)).stream())
        .toList();
  }

  private static String evidence(ContractViolation violation) {
    return Evidence.shown("The response to " + violation.method() + " " + violation.path());
  }

  @Override
  public void close() {
    sandbox.takeViolations();
    sandbox.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
