package io.github.powerdrilljava.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a contract as text for a person. */
final class DisplayText {

  private static final int LONGEST = 120;
  private static final JsonMapper JSON = new JsonMapper();

  private DisplayText() {}

  static String differs(@Nullable Object before, @Nullable Object after) {
    return ": " + value(before) + ", now " + value(after);
  }

  static String value(@Nullable Object value) {
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      return shorten(json(value));
    }
    return value == null ? "not stated" : shorten(String.valueOf(value));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("It cannot be written as JSON", e);
    }
  }

  static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Without characters that move a terminal's cursor or change the direction of text. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean harmful =
                  Character.isISOControl(c)
                      || Character.getType(c) == Character.FORMAT
                      || Character.getType(c) == Character.SURROGATE
                      || Character.getType(c) == Character.LINE_SEPARATOR
                      || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
              if (harmful) {
                printable.append("\\u%04x".formatted(c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }
}
