package io.github.powerdrilljava.secretscan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must not be emitted, plainly or in one of the usual encodings. */
public enum Secret {
  /** Every API key in the tests holds the same word. That of the live service is what it is. */
  API_KEY(
      keys()
          .flatMap(key -> Stream.concat(Stream.of(Pattern.quote(key) + "[\\w-]*"), encoded(key)))
          .collect(Collectors.joining("|")),
      keys().flatMap(key -> Stream.concat(Stream.of(key, hexadecimal(key)), base64(key)))),

  /** The parts of a presigned URL's query that make the URL a secret. */
  SIGNATURE(
      "(?i)(signature|x-(amz|goog|oss)-(credential|security-token)|(?<![\\w-])security-token|"
          // Short words, which stand for themselves elsewhere.
          + "(?<=[?&;])(sig|policy|token|awsaccesskeyid|ossaccesskeyid|googleaccessid|key-pair-id))"
          + "=(?!\\(hidden\\)|\\*|\\.\\.|…)[^\\s\"'<>&]+",
      Stream.of("="));

  private static final String HIDDEN = "(hidden)";
  private static final int SHOWN = 100;

  private final Pattern pattern;

  /** In lower case: a text without any of them needs no search by the pattern, which is slow. */
  @SuppressWarnings("ImmutableEnumChecker") // such a list cannot be changed
  private final List<String> signs;

  Secret(String regex, Stream<String> signs) {
    this.pattern = Pattern.compile(regex);
    this.signs = signs.map(sign -> sign.toLowerCase(Locale.ROOT)).distinct().toList();
  }

  private static Stream<String> keys() {
    @Nullable String live = System.getenv("POWERDRILL_PROJECT_API_KEY");
    return live == null || live.isBlank() ? Stream.of("secret-key") : Stream.of("secret-key", live);
  }

  private static Stream<String> encoded(String key) {
    return Stream.concat(
        Stream.of("(?i:" + hexadecimal(key) + ")[0-9A-Fa-f]*"),
        base64(key).map(form -> Pattern.quote(form) + "[\\w+/=-]*"));
  }

  private static String hexadecimal(String key) {
    return HexFormat.of().formatHex(key.getBytes(UTF_8));
  }

  /** As Base64 of both alphabets in which it begins at any of the three places. */
  private static Stream<String> base64(String key) {
    return IntStream.range(0, 3)
        .mapToObj(
            before -> {
              byte[] bytes = ("\0".repeat(before) + key).getBytes(UTF_8);
              String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
              // What the neighbours of the key have a part in is left out at both ends.
              return base64.substring(before == 0 ? 0 : before + 1, bytes.length * 8 / 6);
            })
        .flatMap(own -> Stream.of(own, own.replace('+', '-').replace('/', '_')));
  }

  boolean isIn(String text) {
    return isInAnyOf(Encodings.of(text));
  }

  /** Whether it is in a text of which these are all the encodings. */
  boolean isInAnyOf(List<String> encodings) {
    return encodings.stream().anyMatch(form -> mayBeIn(form) && pattern.matcher(form).find());
  }

  private boolean mayBeIn(String text) {
    String lowerCase = text.toLowerCase(Locale.ROOT);
    return signs.stream().anyMatch(lowerCase::contains);
  }

  /** A text without its secrets; decoded, if they are only to be seen then. */
  static String hideIn(String text) {
    for (String form : Encodings.of(text)) {
      String hidden = form;
      for (Secret secret : values()) {
        hidden = secret.pattern.matcher(hidden).replaceAll(Matcher.quoteReplacement(HIDDEN));
      }
      if (!hidden.equals(form)) {
        return hasAny(hidden) ? HIDDEN : hidden;
      }
    }
    return text;
  }

  private static boolean hasAny(String text) {
    for (Secret secret : values()) {
      if (secret.isIn(text)) {
        return true;
      }
    }
    return false;
  }

  /** What is around the first secret in a text, on one line. */
  static String excerpt(String text) {
    String hidden = hideIn(text);
    int at = Math.max(0, hidden.indexOf(HIDDEN));
    return hidden
        .substring(Math.max(0, at - SHOWN), Math.min(hidden.length(), at + SHOWN))
        .replaceAll("\\s+", " ");
  }
}
