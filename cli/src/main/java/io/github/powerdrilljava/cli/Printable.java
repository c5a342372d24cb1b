package io.github.powerdrilljava.cli;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text that a terminal shows and does not obey: without control characters, line breaks, halves of
 * surrogate pairs, and what has no width but changes how other characters show.
 */
final class Printable {

  private static final String OBEYED = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}";
  private static final Pattern ONE = Pattern.compile("[" + OBEYED + "]");
  private static final Pattern SOME = Pattern.compile("[" + OBEYED + "]+");
  private static final Pattern SOME_IN_LINES = Pattern.compile("[" + OBEYED + "&&[^\\n\\t]]+");

  private Printable() {}

  static boolean is(String text) {
    return !ONE.matcher(text).find();
  }

  /** With a space for each run of what is not printable. */
  static String line(String text) {
    return SOME.matcher(text).replaceAll(" ");
  }

  /** As {@link #line}, but for line feeds and tabs. */
  static String lines(String text) {
    return SOME_IN_LINES.matcher(text).replaceAll(" ");
  }

  /** JSON that means the same, with escapes for what is not printable. */
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
