package io.github.powerdrilljava;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request or a client's settings break a rule, and nothing was sent. Holds every broken rule, not
 * only the first. The rules are stated where the value is set: in {@link PresignRequest}, {@link
 * DownloadRequest}, {@link PowerdrillClient.Builder} and {@link HttpSettings}.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().presign("dset-…", "ds-…");
 * } catch (InvalidRequestException e) {
 *   e.violations().forEach(violation -> System.err.println(violation.field() + " " + violation.rule()));
 * }
 * }</pre>
 */
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
