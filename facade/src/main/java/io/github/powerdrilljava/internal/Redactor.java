package io.github.powerdrilljava.internal;

import java.util.regex.Pattern;

/** Takes secrets out of text that leaves this library: the API key, and the query of any URL. */
public final class Redactor {

  private static final String HIDDEN = "…";

  /**
   * From a question mark, also as JSON may escape it, to the end of the text or of the JSON string
   * around it.
   */
  private static final Pattern QUERY =
      Pattern.compile("(\\?|\\\\u003[fF])(?=\\S)(?:\\\\.|[^\"\\\\])*", Pattern.DOTALL);

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{2028}\\x{2029}]+");

  private final String apiKey;

  public Redactor(String apiKey) {
    this.apiKey = apiKey;
  }

  /** Free text without secrets, on one line. */
  public String redact(String text) {
    return oneLine(QUERY.matcher(text.replace(apiKey, HIDDEN)).replaceAll("?" + HIDDEN));
  }

  /** A URL with its query replaced by an ellipsis. */
  public static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?" + HIDDEN;
  }

  /** The text with every run of control characters, line breaks among them, replaced by a space. */
  static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }
}
