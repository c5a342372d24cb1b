package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes any text into Java source so that it stays text. */
final class JavaText {

  private static final int LINE = 96;
  private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern STOP = Pattern.compile("\\s+([.,;:])(?=\\s|$)");

  private JavaText() {}

  /** A string literal. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        literal.append("\\%03o".formatted((int) c));
      } else if (c < 0x7f) {
        literal.append(c);
      } else {
        literal.append("\\u%04x".formatted((int) c));
      }
    }
    return literal.append('"').toString();
  }

  /**
   * The lines of a comment for Javadoc. Nothing in the text is markup, a tag or the comment's end.
   */
  static List<String> javadoc(String text) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : BLANK_LINES.split(text.strip(), -1)) {
      List<String> wrapped = wrap(STOP.matcher(paragraph).replaceAll("$1"));
      if (!lines.isEmpty() && !wrapped.isEmpty()) {
        lines.add("");
        wrapped.set(0, "<p>" + wrapped.get(0));
      }
      lines.addAll(wrapped);
    }
    return lines;
  }

  /** With a full stop at its end, unless some other sign stands there. */
  static String sentence(String text) {
    String stripped = STOP.matcher(text.strip()).replaceAll("$1");
    boolean open =
        !stripped.isEmpty()
            && Character.isLetterOrDigit(stripped.codePointBefore(stripped.length()));
    return open ? stripped + "." : stripped;
  }

  private static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : BLANKS.split(text, -1)) {
      if (!word.isEmpty()) {
        String escaped = escape(word);
        if (line.length() > 0 && line.length() + escaped.length() >= LINE) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.length() == 0 ? "" : " ").append(escaped);
      }
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String escape(String word) {
    StringBuilder escaped = new StringBuilder();
    word.codePoints()
        .forEach(
            c -> {
              if ("&<>@{}\\*".indexOf(c) >= 0) {
                escaped.append("&#").append(c).append(';');
              } else if (Character.isDefined(c)
                  && Character.getType(c) != Character.SURROGATE
                  && Character.getType(c) != Character.FORMAT) {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
