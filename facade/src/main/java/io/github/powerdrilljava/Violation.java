package io.github.powerdrilljava;

import java.io.Serializable;

/**
 * One broken rule of a request or of a client's settings. {@link #toString()} is all three parts in
 * a sentence: {@code expiresIn PT30S must be at least 60 s}.
 *
 * <pre>{@code
 * try {
 *   PresignRequest request = PresignRequest.of("dset-…", "ds-…").withExpiresIn(Duration.ofSeconds(30));
 *   powerdrill.dataSources().presign(request);
 * } catch (InvalidRequestException e) {
 *   for (Violation violation : e.violations()) {
 *     System.err.println(violation.field() + " " + violation.rule() + ", not " + violation.value());
 *   }
 * }
 * }</pre>
 *
 * @param field the part that breaks the rule, named as in this library's Java API
 * @param value the offending value as text, shortened and with control characters made visible;
 *     {@code "(not set)"} where there is none, {@code "(hidden)"} where it is a secret
 * @param rule the rule, phrased to follow the field: {@code "must be at least 60 s"}
 */
public record Violation(String field, String value, String rule) implements Serializable {

  @Override
  public String toString() {
    return field + " " + value + " " + rule;
  }
}
