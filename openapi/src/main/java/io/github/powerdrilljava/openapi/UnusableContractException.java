package io.github.powerdrilljava.openapi;

/** A file is no contract that can be used. The message is a plain sentence that says why. */
public final class UnusableContractException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param sentence for a person, who sees nothing else
   */
  public UnusableContractException(String sentence) {
    super(sentence);
  }
}
