package io.github.powerdrilljava.sandbox;

import java.util.List;

/**
 * One way in which a request or a response violated the contract. Never holds an API key or the
 * query of a presigned URL.
 *
 * @param kind whether the request or the response is at fault
 * @param method the HTTP method of the request
 * @param path the path of the request, percent-encoded as it was sent, without its query
 * @param key which rule was violated: a key of the validator such as {@code
 *     validation.request.body.schema.required}, or one of the sandbox's own, which start with
 *     {@code sandbox.}
 * @param clause JSON pointer to the clause of the merged contract that was violated, such as {@code
 *     #/paths/~1v2~1team~1datasets~1{dataset_id}~1datasources~1{datasource_id}~1presign/post/security};
 *     {@code #} where the sandbox itself failed
 * @param message what is wrong, in words
 * @param pointers JSON pointers to what is wrong in the body, where the validator gives them
 */
public record ContractViolation(
    Kind kind,
    String method,
    String path,
    String key,
    String clause,
    String message,
    List<String> pointers) {

  /** Which side is at fault. */
  public enum Kind {
    /** The client sent something that the contract does not allow. */
    REQUEST,
    /** The server sent something that the contract does not allow, or failed to respond. */
    RESPONSE
  }

  /** Copies the pointers. */
  public ContractViolation {
    pointers = List.copyOf(pointers);
  }
}
