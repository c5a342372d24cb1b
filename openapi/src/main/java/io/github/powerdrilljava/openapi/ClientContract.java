package io.github.powerdrilljava.openapi;

import io.github.powerdrilljava.openapi.client.ClientModel;
import java.util.Map;

/** The part of a merged contract from which the client is generated. */
public final class ClientContract {

  private ClientContract() {}

  /**
   * Names and types everything that is generated. The result is an OpenAPI document that only the
   * generator reads: one path for each operation and one schema for each type, each with what its
   * template needs in {@code x-java}. All names are valid in Java, and all text is escaped.
   *
   * @param merged the merged contract in canonical form, which stays as it is
   */
  public static Map<String, Object> of(Map<String, Object> merged) {
    return ClientModel.of(merged);
  }
}
