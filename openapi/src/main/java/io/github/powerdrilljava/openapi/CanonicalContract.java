package io.github.powerdrilljava.openapi;

import java.util.Map;

/** A contract in one shape, however the vendor wrote it. */
final class CanonicalContract {

  private CanonicalContract() {}

  static Map<String, Object> of(Map<String, Object> contract) {
    return contract;
  }
}
