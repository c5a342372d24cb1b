package io.github.powerdrilljava.secretscan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text says once its escapes are undone, which hide a secret from a search only. */
final class Encodings {

  /** A redirect's URL in a query in a query has its percent signs encoded twice. */
  private static final int MAX_DEPTH = 3;

  private static final Pattern ESCAPE =
      Pattern.compile("%([2-7][0-9A-Fa-f])|\\\\u00([2-7][0-9A-Fa-f])|&#x([2-7][0-9A-Fa-f]);|&amp;");

  private Encodings() {}

  /** The text itself, and what comes out each time that its escapes of ASCII are undone. */
  static List<String> of(String text) {
    List<String> forms = new ArrayList<>(List.of(text));
    String last = text;
    for (int depth = 0; depth < MAX_DEPTH && mayHoldAnEscape(last); depth++) {
      String next = ESCAPE.matcher(last).replaceAll(Encodings::unescape);
      if (next.equals(last)) {
        break;
      }
      forms.add(next);
      last = next;
    }
    return forms;
  }

  /** Most texts hold none, which the expression is slow to find out. */
  private static boolean mayHoldAnEscape(String text) {
    return text.indexOf('%') >= 0 || text.indexOf('&') >= 0 || text.contains("\\u00");
  }

  private static String unescape(MatchResult escape) {
    for (int group = 1; group <= escape.groupCount(); group++) {
      if (escape.group(group) != null) {
        char decoded = (char) Integer.parseInt(escape.group(group), 16);
        return Matcher.quoteReplacement(String.valueOf(decoded));
      }
    }
    return "&";
  }
}
