package io.github.powerdrilljava.cli;

import java.util.regex.Pattern;

/** Writes text so that a POSIX shell reads it as one word. */
final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWord() {}

  static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** How this command was called, for examples that can be pasted. */
  static String thisCommand() {
    return of(System.getProperty("powerdrill.command", "powerdrill"));
  }
}
