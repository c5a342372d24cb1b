package io.github.powerdrilljava.cli;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text that is safe on a terminal: without control characters, line breaks, halves of surrogate
 * pairs, and invisible characters that change how others are shown.
 */
final class Printable {

  private static final String UNSAFE = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}";
  private static final Pattern ONE = Pattern.compile("[" + UNSAFE + "]");
  private static final Pattern SOME = Pattern.compile("[" + UNSAFE + "]+");
  private static final Pattern SOME_IN_LINES = Pattern.compile("[" + UNSAFE + "&&[^\\n\\t]]+");

  private Printable() {}

  static boolean is(String text) {
    return !ONE.matcher(text).find();
  }

  /** With a space for each run of unsafe characters. */
  static String line(String text) {
    return SOME.matcher(text).replaceAll(" ");
  }

  /** As {@link #line}, but keeps line feeds and tabs. */
  static String lines(String text) {
    return SOME_IN_LINES.matcher(text).replaceAll(" ");
  }

  /** Equal JSON, with escapes for unsafe characters. */
  static String json(String json) {
    return ONE.matcher(json)
        .replaceAll(
            match ->
                match
                    .group()
                    .chars()
                    .mapToObj(c -> "\\\\u%04x".formatted(c))
                    .collect(Collectors.joining()));
  }
}
