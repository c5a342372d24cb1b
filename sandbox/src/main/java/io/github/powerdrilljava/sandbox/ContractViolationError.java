package io.github.powerdrilljava.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Thrown by {@link PowerdrillSandbox#close()} when there are violations that nobody took, and by
 * {@link ContractCheck#requireKept()}.
 */
public final class ContractViolationError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient List<ContractViolation> violations;

  ContractViolationError(List<ContractViolation> violations) {
    super(
        violations.stream()
            .map(ContractViolationError::describe)
            .collect(
                Collectors.joining(
                    "", "The contract was violated " + times(violations.size()), "")));
    this.violations = List.copyOf(violations);
  }

  /** The violations that the message describes. */
  public List<ContractViolation> violations() {
    return violations;
  }

  private static String times(int count) {
    return count == 1 ? "once:" : count + " times:";
  }

  private static String describe(ContractViolation violation) {
    String at =
        violation.pointers().isEmpty() ? "" : " at " + String.join(", ", violation.pointers());
    return String.format(
        "%n- %s of %s %s%n  violates %s%n  %s%s%n  %s",
        violation.kind().name().toLowerCase(Locale.ROOT),
        violation.method(),
        violation.path(),
        violation.clause(),
        violation.key(),
        at,
        violation.message().replace("\n", "\n  "));
  }
}
