package io.github.powerdrilljava.cli;

import java.time.Duration;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** Text in the columns of a terminal: wide characters take two of them, combining marks none. */
final class DisplayText {

  private static final String ELLIPSIS = "\u2026";
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
  private static final int STEP = 1000;

  private DisplayText() {}

  static int width(String text) {
    return text.codePoints().map(DisplayText::width).sum();
  }

  private static int width(int codePoint) {
    return Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /** As much of a text as fits, with an ellipsis where something is missing. */
  static String fit(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 1; // the ellipsis
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      used += width(codePoint);
      if (used > columns) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept + ELLIPSIS;
  }

  static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /** Such as {@code 340 ms}, {@code 1.2 s}, {@code 2 min 5 s}, {@code 3 h 0 min}. */
  static String time(Duration time) {
    if (time.toSeconds() == 0) {
      return time.toMillis() + " ms";
    }
    if (time.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%d.%d s", time.toSeconds(), time.toMillisPart() / 100);
    }
    return time.toHours() == 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }

  /** Such as {@code 999 B}, {@code 1.2 MB}. */
  static String bytes(long bytes) {
    if (bytes < STEP) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= STEP - 0.05 && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
