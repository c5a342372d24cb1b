package io.github.powerdrilljava.openapi;

/** A file is not a usable contract. The message is a plain sentence that states why. */
public final class UnusableContractException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates it.
   *
   * @param sentence why, for a person, who sees nothing else
   */
  public UnusableContractException(String sentence) {
    super(sentence);
  }
}
