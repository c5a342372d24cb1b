package io.github.powerdrilljava.internal;

import java.io.IOException;

/**
 * A response contradicts itself or an earlier one, so that none of its bytes can be used. The
 * message follows "the object store's response".
 */
final class InconsistentResponse extends IOException {

  private static final long serialVersionUID = 1L;

  /** Whether bytes of it were taken before it showed. */
  final boolean leftBytes;

  /** Whether another response may be better. */
  final boolean mayPass;

  private InconsistentResponse(String message, boolean leftBytes, boolean mayPass) {
    super(message);
    this.leftBytes = leftBytes;
    this.mayPass = mayPass;
  }

  /** Its head shows that it cannot be used. */
  static InconsistentResponse of(String message) {
    return new InconsistentResponse(message, false, true);
  }

  /** Its head shows that the store will always answer so. */
  static InconsistentResponse always(String message) {
    return new InconsistentResponse(message, false, false);
  }

  /** Its body shows it, when bytes of it have been written. */
  static InconsistentResponse afterBytes(String message) {
    return new InconsistentResponse(message, true, false);
  }

  /** Its end shows that it is not all, or not what is stored. */
  static InconsistentResponse otherSize(long received, long said) {
    return afterBytes("has " + received + " bytes, but the whole was said to have " + said);
  }
}
