package io.github.powerdrilljava.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * The ids by which both sides find a call in their logs.
 *
 * @param service the service's, {@code null} if it sent none
 * @param own the caller's, {@code null} if no call was made
 */
public record TraceIds(@Nullable String service, @Nullable String own) {

  /** Of no call. */
  public static final TraceIds NONE = new TraceIds(null, null);

  /** The end of a message; begins with a blank unless it is empty. */
  public String sentence() {
    if (own == null) {
      return "";
    }
    return service == null
        ? " Own trace id: " + own + "."
        : " Trace id: " + service + ", own: " + own + ".";
  }
}
