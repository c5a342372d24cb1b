package io.github.powerdrilljava.cli;

import java.util.regex.Pattern;

/** Writes text so that a POSIX shell reads it as one word. */
final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWord() {}

  static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** As {@link #of}, but without quotes, so that it begins as the text does. */
  static String escaped(String text) {
    return text.replaceAll("[^\\p{L}\\p{M}\\p{N}_@%+=:,./-]", "\\\\$0");
  }

  /** How this command was called, for examples that can be pasted. */
  static String thisCommand() {
    return of(System.getProperty("powerdrill.command", "powerdrill"));
  }
}
