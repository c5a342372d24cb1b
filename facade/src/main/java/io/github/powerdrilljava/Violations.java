package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Redactor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that were found broken. */
final class Violations {

  private static final int SHOWN_LENGTH = 64;
  private static final String HIDDEN = "(hidden)";

  private final List<Violation> found = new ArrayList<>();

  void add(String field, @Nullable Object value, String rule) {
    found.add(new Violation(field, value == null ? "(not set)" : shown(value), rule));
  }

  /** For a value that is a secret. */
  void addHidden(String field, String rule) {
    found.add(new Violation(field, HIDDEN, rule));
  }

  /** Throws {@link InvalidRequestException} with every broken rule, if there are any. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw failure();
    }
  }

  /** That of the rules found broken, of which there is one at least. */
  InvalidRequestException failure() {
    return new InvalidRequestException(found);
  }

  private static String shown(Object value) {
    if (!(value instanceof CharSequence)) {
      return Redactor.oneLine(value.toString());
    }
    String text = value.toString();
    boolean whole = text.length() <= SHOWN_LENGTH;
    return '"' + Redactor.oneLine(whole ? text : text.substring(0, SHOWN_LENGTH) + "…") + '"';
  }
}
