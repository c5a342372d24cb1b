package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.DataSources;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.sandbox.ContractViolation;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facade with a sandbox that keeps the contract. */
final class SandboxCases implements AutoCloseable {

  private static final PresignRequest PLAIN = PresignRequest.of("dset-1", "ds-1");

  private static final String SANDBOX = "The sandbox must be mended: its response";

  private final ContractViolations violations;
  private final PowerdrillSandbox sandbox;
  private final Path file;

  SandboxCases(String contract) {
    violations = new ContractViolations(contract);
    sandbox = PowerdrillSandbox.start(contract);
    try {
      file = Files.createTempFile("contract-suite", ".csv");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sandbox.put("dset-1", "ds-1", file);
  }

  private interface Call {
    void on(DataSources dataSources);
  }

  List<ContractCase> all() {
    PresignRequest all =
        PLAIN.withExpiresIn(Duration.ofHours(1)).withExternalTraceId("contract-suite");
    PresignRequest unknown = PresignRequest.of("dset-1", "ds-2");
    return List.of(
        of("presigns", sandbox.apiKey(), null, with -> with.presign(PLAIN)),
        of("presigns with all options", sandbox.apiKey(), null, with -> with.presign(all)),
        of(
            "does not find a data source",
            sandbox.apiKey(),
            NotFoundException.class,
            with -> with.presign(unknown)),
        of(
            "refuses a wrong key",
            Server.API_KEY,
            AuthenticationException.class,
            with -> with.presign(PLAIN)));
  }

  private ContractCase of(
      String what,
      String apiKey,
      @Nullable Class<? extends PowerdrillException> expected,
      Call call) {
    return new ContractCase("sandbox: " + what, () -> make(what, apiKey, expected, call));
  }

  private List<Finding> make(
      String what,
      String apiKey,
      @Nullable Class<? extends PowerdrillException> expected,
      Call call) {
    PowerdrillException failure = null;
    try (PowerdrillClient client =
        Server.clientOf(sandbox.baseUrl().toString(), apiKey, sandbox.userId())) {
      call.on(client.dataSources());
    } catch (PowerdrillException e) {
      failure = e;
    }
    List<ContractViolation> found = sandbox.takeViolations();
    boolean asExpected = expected == null ? failure == null : expected.isInstance(failure);
    if (!asExpected && found.isEmpty()) {
      return List.of(
          Operation.finding(
              "",
              "#",
              "Facade and sandbox do not work together: \"" + what + "\" fails.",
              failure == null ? "" : Evidence.shown(String.valueOf(failure.getMessage()))));
    }
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
