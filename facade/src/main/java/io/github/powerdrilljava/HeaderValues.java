package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/** Text that is sent as the value of an HTTP header, exactly as given. */
final class HeaderValues {

  private HeaderValues() {}

  /** The rule that the text breaks; null if it breaks none. */
  static @Nullable String brokenRule(String value) {
    if (value.isBlank()) {
      return "must not be blank";
    }
    if (!value.strip().equals(value)) {
      return "must not begin or end with white space";
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return "must hold printable ASCII characters only";
      }
    }
    return null;
  }
}
