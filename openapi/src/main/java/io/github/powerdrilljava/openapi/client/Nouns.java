package io.github.powerdrilljava.openapi.client;

import io.github.encryptorcode.pluralize.Pluralize;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Singular and plural of English nouns. */
final class Nouns {

  /** Nouns that name one thing in their plural. */
  private static final Set<String> ONE_THING =
      Set.of(
          "settings",
          "preferences",
          "statistics",
          "stats",
          "analytics",
          "credentials",
          "details",
          "data",
          "metadata",
          "media");

  private static final Pattern LAST_WORD = Pattern.compile("[A-Z]?[a-z]+$");

  private Nouns() {}

  /** Whether a noun names several things. */
  static boolean isPlural(String noun) {
    return LAST_WORD.matcher(noun).find() && !isOneThing(noun) && Pluralize.isPlural(last(noun));
  }

  /** Whether a noun has no singular, though it is one thing. */
  static boolean isOneThing(String noun) {
    return ONE_THING.contains(last(noun));
  }

  /** With its last word in the singular. */
  static String singularOfLast(String noun) {
    Matcher last = LAST_WORD.matcher(noun);
    if (!last.find() || isOneThing(noun)) {
      return noun;
    }
    String word = last.group();
    String one = Pluralize.singular(word.toLowerCase(Locale.ROOT));
    return noun.substring(0, last.start())
        + (Character.isUpperCase(word.charAt(0)) ? JavaNames.upper(one) : one);
  }

  private static String last(String noun) {
    Matcher last = LAST_WORD.matcher(noun);
    return last.find() ? last.group().toLowerCase(Locale.ROOT) : noun;
  }
}
