package io.github.powerdrilljava.internal.http;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text that leaves this library: the API key, and what may be one in a URL.
 * And keeps it on one line, without what a terminal would obey instead of showing it.
 */
public final class Redactor {

  private static final String HIDDEN = "…";

  /** Where a query begins, also as JSON may escape it; prose has a blank after the mark. */
  private static final String BEGIN = "(?:\\?|\\\\u003[fF])(?=\\S)";

  /** A query may hold anything, and then ends with the text only. */
  private static final Pattern QUERY_IN_TEXT = Pattern.compile(BEGIN + ".*", Pattern.DOTALL);

  /** Ends with the JSON string around it. Possessive, so that its length costs no stack. */
  private static final Pattern QUERY_IN_JSON =
      Pattern.compile(BEGIN + "[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+", Pattern.DOTALL);

  /** Where a URL may begin, with a scheme or without, also as JSON may escape it. */
  private static final String URL = "((?i:https?:)|(?:[/\\\\]|\\\\u002[fF]){2})";

  private static final Pattern URL_IN_TEXT = Pattern.compile(URL + "(\\S*+)");

  private static final Pattern URL_IN_JSON =
      Pattern.compile(URL + "([^\\s\"\\\\]*+(?:\\\\.[^\\s\"\\\\]*+)*+)");

  private static final Pattern AT = Pattern.compile("[@\\x{ff20}\\x{fe6b}]|%(?:25)*40|\\\\u0040");

  /** In a URL; in prose of Chinese, anything may follow a wide mark. */
  private static final Pattern QUERY_MARK =
      Pattern.compile("[?\\x{ff1f}]|\\\\u003[fF]|\\\\u[fF]{2}1[fF]|%(?:25)*3[fF]");

  /** What signs a URL, where the rest of it is missing; the equals sign may be escaped. */
  private static final Pattern SIGNING =
      Pattern.compile(
          "(?i)((?:signature|credential|security-token|(?<![a-z])sig)(?:=|\\\\u003d|%(?:25)*3d))"
              + "(?:\\\\.|[^&\\s\"\\\\])++");

  /**
   * Control characters, line breaks, halves of surrogate pairs, and what has no width but changes
   * how other characters show, such as their direction.
   */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private static final Pattern UNPRINTABLES = Pattern.compile(UNPRINTABLE + "+");

  /** Most of what others write: no URL and no query begins in it, and nothing is escaped. */
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9 .,;'_()-]*+");

  private final String apiKey;
  private volatile @Nullable Pattern escapable;

  /**
   * Knows the key.
   *
   * @param apiKey empty if there is none
   */
  public Redactor(String apiKey) {
    this.apiKey = apiKey;
  }

  /** In whatever case: what passes on a header may have changed that. */
  private boolean holdsKey(String text) {
    boolean holds = false;
    for (int i = 0; !apiKey.isEmpty() && !holds && i <= text.length() - apiKey.length(); i++) {
      holds = text.regionMatches(true, i, apiKey, 0, apiKey.length());
    }
    return holds;
  }

  private String withoutKey(String text) {
    return apiKey.isEmpty() ? text : escapableKey().matcher(text).replaceAll(HIDDEN);
  }

  /** Compiled when it is first needed: most clients never redact anything. */
  private Pattern escapableKey() {
    Pattern compiled = escapable;
    if (compiled == null) {
      compiled =
          Pattern.compile(
              apiKey.chars().mapToObj(Redactor::plainOrEscaped).collect(Collectors.joining()),
              Pattern.CASE_INSENSITIVE);
      escapable = compiled;
    }
    return compiled;
  }

  /** A character of the key in either case, as it is, or as JSON, a URL or HTML may escape it. */
  private static String plainOrEscaped(int c) {
    return "(?:\\\\?+%s|%s|%s)"
        .formatted(
            Pattern.quote(Character.toString(c)),
            escaped(Character.toLowerCase(c)),
            escaped(Character.toUpperCase(c)));
  }

  private static String escaped(int c) {
    return "\\\\u%04x|%%(?:25)*%02x|&#(?:0*%d|x0*%x);".formatted(c, c, c, c);
  }

  /** What others wrote, without secrets, on one line, at most 1,000 characters. */
  public String redact(String text) {
    return shortened(
        PLAIN.matcher(text).matches() && !holdsKey(text)
            ? text
            : withoutSecrets(text, URL_IN_TEXT, QUERY_IN_TEXT),
        1000);
  }

  /** The beginning of a body, without secrets, on one line, at most 200 characters. */
  public String excerpt(ByteString body) {
    return shortened(withoutSecrets(body.utf8(), URL_IN_JSON, QUERY_IN_JSON), 200);
  }

  private String withoutSecrets(String text, Pattern url, Pattern query) {
    String bare = url.matcher(withoutKey(text)).replaceAll(Redactor::withoutUserAndFragment);
    return SIGNING.matcher(query.matcher(bare).replaceAll("?" + HIDDEN)).replaceAll("$1" + HIDDEN);
  }

  private static String shortened(String text, int maxLength) {
    String line = oneLine(text).strip();
    if (line.length() <= maxLength) {
      return line;
    }
    int end = maxLength - 1;
    boolean inPair = Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, inPair ? end - 1 : end) + HIDDEN;
  }

  /** A query that has begun before the last at sign may not be one, so all the rest is hidden. */
  private static String withoutUserAndFragment(MatchResult url) {
    String rest = url.group(2);
    int at = 0;
    for (Matcher next = AT.matcher(rest); next.find(); ) {
      at = next.end();
    }
    Matcher mark = QUERY_MARK.matcher(rest);
    int query = mark.find() ? Math.max(at, mark.start()) : rest.length();
    int fragment = rest.indexOf('#', at);
    String hidden = fragment >= 0 && fragment < query ? "#" + HIDDEN : "?" + HIDDEN;
    int end = fragment >= 0 ? Math.min(fragment, query) : query;
    return Matcher.quoteReplacement(
        url.group(1)
            + (at == 0 ? "" : HIDDEN + "@")
            + rest.substring(at, end)
            + (end == rest.length() ? "" : hidden));
  }

  /** The text with every run of what is not printable, line breaks among it, as one space. */
  public static String oneLine(String text) {
    return UNPRINTABLES.matcher(text).replaceAll(" ");
  }

  /** The text as a part of a file's name, with an underscore for what is not printable. */
  public static String inName(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("_");
  }
}
