package io.github.powerdrilljava.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Thrown by {@link PowerdrillSandbox#close()} when the contract was broken and nobody looked, and
 * by {@link ContractCheck#requireKept()}.
 */
public final class ContractBreachError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient List<ContractBreach> breaches;

  ContractBreachError(List<ContractBreach> breaches) {
    super(
        breaches.stream()
            .map(ContractBreachError::describe)
            .collect(
                Collectors.joining("", "The contract was broken " + times(breaches.size()), "")));
    this.breaches = List.copyOf(breaches);
  }

  /** The breaches that the message describes. */
  public List<ContractBreach> breaches() {
    return breaches;
  }

  private static String times(int count) {
    return count == 1 ? "once:" : count + " times:";
  }

  private static String describe(ContractBreach breach) {
    String at = breach.pointers().isEmpty() ? "" : " at " + String.join(", ", breach.pointers());
    return String.format(
        "%n- %s of %s %s%n  breaks %s%n  %s%s%n  %s",
        breach.kind().name().toLowerCase(Locale.ROOT),
        breach.method(),
        breach.path(),
        breach.clause(),
        breach.key(),
        at,
        breach.message().replace("\n", "\n  "));
  }
}
