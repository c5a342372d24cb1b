package io.github.powerdrilljava.contract;

/**
 * One thing that has to be mended before a contract can be accepted.
 *
 * @param operation the method and the path, with names in braces
 * @param field what it is about, such as {@code data.expires_at}, a parameter's or a header's name;
 *     empty if it is about the whole request or response
 * @param pointer JSON pointer to the clause of the contract
 * @param what what is wrong, as a sentence
 * @param evidence the request or the response that showed it, shortened and without the API key
 */
public record Finding(
    String operation, String field, String pointer, String what, String evidence) {

  /** Whether both are about the same thing: the first of them is enough. */
  boolean isAboutTheSameAs(Finding other) {
    return (operation.equals(other.operation) || isAboutAllOperations())
        && field.equals(other.field)
        && pointer.equals(other.pointer);
  }

  /** Whether the clause is outside of the operations, such as the servers or a shared schema. */
  private boolean isAboutAllOperations() {
    return pointer.startsWith("#/") && !pointer.startsWith("#/paths");
  }
}
