package io.github.powerdrilljava.cli;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A pattern of names as shells have them: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]}, and
 * a backslash before a character that stands for itself. Unlike a pattern of paths, a slash is a
 * character like any other.
 */
final class NamePattern implements Predicate<String> {

  private final Pattern regex;

  private NamePattern(Pattern regex) {
    this.regex = regex;
  }

  /** Reads it from an option's value. */
  static final class Converter implements ITypeConverter<NamePattern> {

    @Override
    public NamePattern convert(String glob) {
      try {
        return new NamePattern(Pattern.compile(regex(glob), Pattern.DOTALL));
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException("'" + glob + "' is not a pattern, for example *.csv");
      }
    }
  }

  @Override
  public boolean test(String name) {
    return regex.matcher(name).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '[') {
        int end = glob.indexOf(']', i + 2); // not at once: "[]]" has a bracket in it
        if (end < 0) {
          throw new PatternSyntaxException("no closing bracket", glob, i);
        }
        regex.append(characters(glob.substring(i + 1, end)));
        i = end;
      } else {
        i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
        regex.append(Pattern.quote(glob.substring(i, i + 1)));
      }
    }
    return regex.toString();
  }

  private static String characters(String between) {
    boolean isNegated = between.startsWith("!") && between.length() > 1;
    String escaped =
        (isNegated ? between.substring(1) : between).replaceAll("[\\\\\\[\\]&^~]", "\\\\$0");
    return "[" + (isNegated ? "^" : "") + escaped + "]";
  }
}
