package io.github.powerdrilljava.cli;

/** The service counts more records than it lists, also when asked again. */
final class IncompleteListException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IncompleteListException(long listed, long counted) {
    super(
        "The list is not complete: the service counts "
            + counted
            + " but lists "
            + listed
            + ", also when asked again. Try again later.");
  }
}
