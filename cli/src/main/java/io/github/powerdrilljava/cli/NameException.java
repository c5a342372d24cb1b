package io.github.powerdrilljava.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user called a dataset or data source is the name of none, or of several. */
final class NameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<JsonObject> candidates;

  /**
   * @param candidates those of this name
   * @param cause what the service said when it was asked for the id
   */
  NameException(String message, List<JsonObject> candidates, @Nullable Throwable cause) {
    super(message, cause);
    this.candidates = candidates;
  }

  boolean isAmbiguous() {
    return !candidates.isEmpty();
  }

  List<JsonObject> candidates() {
    return candidates;
  }
}
