package io.github.powerdrilljava;

import java.util.List;
import java.util.stream.Collectors;

/** Refused before anything was sent. Holds every broken rule, not just the first. */
public final class InvalidRequestException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // what List.copyOf gives is serializable
  private final List<Violation> violations;

  /**
   * @param violations at least one
   */
  public InvalidRequestException(List<Violation> violations) {
    super(
        "Nothing was sent: "
            + violations.stream().map(Violation::toString).collect(Collectors.joining("; "))
            + ".",
        null,
        null,
        null);
    this.violations = List.copyOf(violations);
  }

  /** Every broken rule, in the order of the request's parts. Never empty, immutable. */
  public List<Violation> violations() {
    return violations;
  }
}
