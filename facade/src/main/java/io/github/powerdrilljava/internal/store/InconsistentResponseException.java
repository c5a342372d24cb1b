package io.github.powerdrilljava.internal.store;

import java.io.IOException;

/**
 * A response contradicts itself or an earlier one, so that none of its bytes can be used. The
 * message follows "the object store's response".
 */
public final class InconsistentResponseException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Whether bytes of it were taken before it showed. */
  public final boolean leftBytes;

  /** Whether another response may be better. */
  public final boolean mayPass;

  private InconsistentResponseException(String message, boolean leftBytes, boolean mayPass) {
    super(message);
    this.leftBytes = leftBytes;
    this.mayPass = mayPass;
  }

  /** Its head shows that it cannot be used. */
  static InconsistentResponseException of(String message) {
    return new InconsistentResponseException(message, false, true);
  }

  /** Its head shows that the store will always respond so. */
  static InconsistentResponseException always(String message) {
    return new InconsistentResponseException(message, false, false);
  }

  /** Its body shows it, when bytes of it have been written. */
  public static InconsistentResponseException afterBytes(String message) {
    return new InconsistentResponseException(message, true, false);
  }

  /** Its end shows that it is not all, or not what is stored. */
  public static InconsistentResponseException otherSize(long received, long said) {
    return afterBytes("has " + received + " bytes, but an earlier response stated " + said);
  }
}
