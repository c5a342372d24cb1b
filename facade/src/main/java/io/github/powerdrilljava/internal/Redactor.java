package io.github.powerdrilljava.internal;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okio.ByteString;

/** Takes secrets out of text that leaves this library: the API key, and the query of any URL. */
public final class Redactor {

  private static final String HIDDEN = "…";

  /**
   * From a question mark, also as JSON may escape it, to the end of the text or of the JSON string
   * around it. Possessive, so that the length of the text costs no stack.
   */
  private static final Pattern QUERY =
      Pattern.compile(
          "(?:\\?|\\\\u003[fF])(?=\\S)[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+", Pattern.DOTALL);

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{2028}\\x{2029}]+");

  private final Pattern apiKey;

  /**
   * Knows the key.
   *
   * @param apiKey empty if there is none
   */
  public Redactor(String apiKey) {
    this.apiKey =
        Pattern.compile(
            apiKey.isEmpty()
                ? "(?!)"
                : apiKey.chars().mapToObj(Redactor::plainOrEscaped).collect(Collectors.joining()));
  }

  /** A character of the key as it is, or as JSON may escape it. */
  private static String plainOrEscaped(int c) {
    return "(?:\\\\?+" + Pattern.quote(Character.toString(c)) + "|\\\\u(?i:%04x))".formatted(c);
  }

  /** What others wrote, without secrets, on one line, cut after 1,000 characters. */
  String redact(String text) {
    return redact(text, 1000);
  }

  /** The beginning of a body, without secrets, on one line, at most 200 characters. */
  String excerpt(ByteString body) {
    return redact(body.utf8(), 200);
  }

  private String redact(String text, int maxLength) {
    String keyless = apiKey.matcher(text).replaceAll(HIDDEN);
    String redacted = oneLine(QUERY.matcher(keyless).replaceAll("?" + HIDDEN)).strip();
    return redacted.length() <= maxLength
        ? redacted
        : redacted.substring(0, maxLength - 1) + HIDDEN;
  }

  /** A URL with its query replaced by an ellipsis. */
  public static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?" + HIDDEN;
  }

  /** The text with every run of control characters, line breaks among them, as one space. */
  static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }
}
