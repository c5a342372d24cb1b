package io.github.powerdrilljava.secretscan;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must not be emitted. */
public enum Secret {
  /** Every API key in the tests holds the same word. That of the live service is what it is. */
  API_KEY("secret-key[\\w-]*" + or(System.getenv("POWERDRILL_PROJECT_API_KEY"))),

  /** The part of a presigned URL's query that makes the URL a secret. */
  SIGNATURE("(?i:signature)(=|%3[Dd]|\\\\u003[Dd])[^\\s\"'<>&]+");

  private static final String HIDDEN = "(hidden)";
  private static final int SHOWN = 100;

  private final Pattern pattern;

  Secret(String regex) {
    pattern = Pattern.compile(regex);
  }

  private static String or(@Nullable String liveKey) {
    return liveKey == null || liveKey.isBlank() ? "" : "|" + Pattern.quote(liveKey);
  }

  boolean isIn(String text) {
    return pattern.matcher(text).find();
  }

  /** A text without its secrets. */
  static String hideIn(String text) {
    String hidden = text;
    for (Secret secret : values()) {
      hidden = secret.pattern.matcher(hidden).replaceAll(HIDDEN);
    }
    return hidden;
  }

  /** What is around the first secret in a text, on one line. */
  static String excerpt(String text) {
    String hidden = hideIn(text);
    int at = Math.max(0, hidden.indexOf(HIDDEN));
    return hidden
        .substring(Math.max(0, at - SHOWN), Math.min(hidden.length(), at + SHOWN))
        .replaceAll("\\s+", " ");
  }
}
