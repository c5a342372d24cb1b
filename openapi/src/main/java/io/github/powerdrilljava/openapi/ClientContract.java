package io.github.powerdrilljava.openapi;

import java.util.Map;

/** What of a merged contract the client is generated from. */
public final class ClientContract {

  private ClientContract() {}

  /** Takes a merged contract and leaves it as it is. */
  public static Map<String, Object> of(Map<String, Object> merged) {
    OperationNames.add(merged);
    AsciiNames.give(merged);
    return merged;
  }
}
