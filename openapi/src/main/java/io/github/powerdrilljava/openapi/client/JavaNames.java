package io.github.powerdrilljava.openapi.client;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns any text into a name that Java accepts. Different texts may get the same name. */
final class JavaNames {

  private static final int MAX_LENGTH = 120;

  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{Nd}]+");
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
  private static final Pattern SIGNED = Pattern.compile("([+-])(?=\\p{Nd})");

  /**
   * What no field, parameter or method is called: Java's words, Object's methods, roots of
   * packages.
   */
  private static final Set<String> NO_MEMBER =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do double"
                  + " else enum extends final finally float for goto if implements import instanceof"
                  + " int interface long native new package private protected public return short"
                  + " static strictfp super switch synchronized this throw throws transient try void"
                  + " volatile while true false null var record yield sealed permits non when module"
                  + " open opens exports requires uses provides to with transitive"
                  + " clone equals finalize getClass hashCode notify notifyAll toString wait"
                  + " java io com org okhttp3 okio retrofit2")
              .split(" "));

  /**
   * What generated code, which does not qualify classes of java.lang, or a reader means by
   * something else.
   */
  private static final Set<String> NO_TYPE =
      Set.of(
          ("BigDecimal Boolean Builder Byte Character Class Deprecated Double Enum Error Exception"
                  + " Float Instant Integer Iterable List LocalDate Long Map Module Number Object"
                  + " Override Package Process Record Runtime Set Short String System Thread Throwable"
                  + " Void")
              .split(" "));

  private static final Pattern PINNED = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  private JavaNames() {}

  /**
   * The name that our overlay gives by an extension; one that is none in Java counts for nothing.
   */
  static @Nullable String pinned(Map<String, Object> owner, String extension) {
    String name = Node.text(owner, extension);
    return name == null || !PINNED.matcher(name).matches() || NO_MEMBER.contains(name)
        ? null
        : name;
  }

  /** The name of a class. It is ASCII, as it is the name of a file, too. */
  static String type(String text) {
    String name = cut(upper(camel(ascii(text))));
    if (name.isEmpty() || !Character.isJavaIdentifierStart(name.codePointAt(0))) {
      name = "Model" + name;
    }
    return NO_TYPE.contains(name) || name.toLowerCase(Locale.ROOT).endsWith("jsonadapter")
        ? name + "Model"
        : name;
  }

  /** The name of a field, a parameter or an accessor. */
  static String member(String text) {
    String signs =
        SIGNED.matcher(text).replaceAll(sign -> sign.group(1).equals("+") ? "plus " : "minus ");
    boolean plain = text.startsWith("+") || text.startsWith("-");
    return member(plain ? signs : text, "Value");
  }

  /** The name of a method of its own. It is ASCII, as a class is named after it. */
  static String method(String text) {
    return member(ascii(text), "Operation");
  }

  private static String member(String text, String suffix) {
    String name = cut(lowerCamel(text));
    if (name.isEmpty()) {
      return suffix.toLowerCase(Locale.ROOT);
    }
    if (!Character.isJavaIdentifierStart(name.codePointAt(0))) {
      return suffix.toLowerCase(Locale.ROOT) + name;
    }
    return NO_MEMBER.contains(name) ? name + suffix : name;
  }

  /** The name of a constant. */
  static String constant(String text) {
    String signs = text.startsWith("-") ? "minus " + text : text;
    String name = cut(String.join("_", words(humps(signs))).toUpperCase(Locale.ROOT));
    if (name.isEmpty()) {
      return "EMPTY";
    }
    return Character.isJavaIdentifierStart(name.codePointAt(0)) ? name : "VALUE_" + name;
  }

  private static String humps(String text) {
    return text.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2");
  }

  /** Letters that are not ASCII become {@code u} and their number, but for accents, which go. */
  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder();
    ACCENTS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
        .replaceAll("")
        .codePoints()
        .forEach(
            c -> {
              if (c < 128 || !Character.isLetterOrDigit(c)) {
                ascii.appendCodePoint(c);
              } else {
                ascii.append("u%04x".formatted(c));
              }
            });
    return ascii.toString();
  }

  /** The runs of letters and digits; where there is none, each character by its number. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : NO_LETTER_OR_DIGIT.split(text, -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    if (words.isEmpty()) {
      text.codePoints().filter(c -> c > 127).forEach(c -> words.add("u%04x".formatted(c)));
    }
    return words;
  }

  /** {@code a_b} is {@code AB}. Nouns in capitals throughout are words, too. */
  static String camel(String text) {
    return String.join("", spoken(text).stream().map(JavaNames::upper).toList());
  }

  /** {@code a_b} is {@code aB}. */
  static String lowerCamel(String text) {
    List<String> words = spoken(text);
    StringBuilder camel = new StringBuilder();
    words.forEach(word -> camel.append(camel.isEmpty() ? lower(word) : upper(word)));
    return camel.toString();
  }

  private static List<String> spoken(String text) {
    boolean shouted = text.contains("_") && text.equals(text.toUpperCase(Locale.ROOT));
    return words(shouted ? text.toLowerCase(Locale.ROOT) : text);
  }

  static String upper(String word) {
    if (word.isEmpty()) {
      return word;
    }
    int first = word.offsetByCodePoints(0, 1);
    return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
  }

  /** Without capitals at its beginning: {@code URLPath} is {@code urlPath}. */
  private static String lower(String name) {
    int capitals = 0;
    while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
      capitals++;
    }
    boolean wordFollows = capitals < name.length() && Character.isLowerCase(name.charAt(capitals));
    int end = wordFollows && capitals > 1 ? capitals - 1 : capitals;
    return name.substring(0, end).toLowerCase(Locale.ROOT) + name.substring(end);
  }

  private static String cut(String name) {
    return name.length() <= MAX_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, MAX_LENGTH)));
  }
}
