package io.github.powerdrilljava.internal;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okio.ByteString;

/** Takes secrets out of text that leaves this library: the API key, and the query of any URL. */
public final class Redactor {

  private static final String HIDDEN = "…";

  /** Where a query begins, also as JSON may escape it; prose has a blank after the mark. */
  private static final String BEGIN = "(?:\\?|\\\\u003[fF])(?=\\S)";

  /** A query may hold anything, and then ends with the text only. */
  private static final Pattern QUERY_IN_TEXT = Pattern.compile(BEGIN + ".*", Pattern.DOTALL);

  /** Ends with the JSON string around it. Possessive, so that its length costs no stack. */
  private static final Pattern QUERY_IN_JSON =
      Pattern.compile(BEGIN + "[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+", Pattern.DOTALL);

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]+");

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

  /** What others wrote, without secrets, on one line, at most 1,000 characters. */
  String redact(String text) {
    return redact(text, QUERY_IN_TEXT, 1000);
  }

  /** The beginning of a body, without secrets, on one line, at most 200 characters. */
  String excerpt(ByteString body) {
    return redact(body.utf8(), QUERY_IN_JSON, 200);
  }

  private String redact(String text, Pattern query, int maxLength) {
    String keyless = apiKey.matcher(text).replaceAll(HIDDEN);
    String redacted = oneLine(query.matcher(keyless).replaceAll("?" + HIDDEN)).strip();
    return redacted.length() <= maxLength
        ? redacted
        : redacted.substring(0, maxLength - 1) + HIDDEN;
  }

  /** A URL, or what is given for one, on one line and with its query replaced by an ellipsis. */
  public static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return oneLine(query < 0 ? url : url.substring(0, query) + "?" + HIDDEN);
  }

  /** The text with every run of control characters, line breaks among them, as one space. */
  static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }
}
