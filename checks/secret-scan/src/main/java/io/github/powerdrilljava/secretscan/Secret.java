package io.github.powerdrilljava.secretscan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must not be emitted, plainly or in one of the usual encodings. */
public enum Secret {
  /** Every API key in the tests holds the same word. That of the live service is what it is. */
  API_KEY(
      keys()
          .flatMap(key -> Stream.concat(Stream.of(Pattern.quote(key) + "[\\w-]*"), encoded(key)))
          .collect(Collectors.joining("|"))),

  /** The parts of a presigned URL's query that make the URL a secret. */
  SIGNATURE(
      "(?i)(signature|x-(amz|goog|oss)-(credential|security-token)|(?<![\\w-])security-token|"
          // Short words, which stand for themselves elsewhere.
          + "(?<=[?&;])(sig|policy|token|awsaccesskeyid|ossaccesskeyid|googleaccessid|key-pair-id))"
          + "=(?!\\(hidden\\)|\\*|\\.\\.|…)[^\\s\"'<>&]+");

  private static final String HIDDEN = "(hidden)";
  private static final int SHOWN = 100;

  private final Pattern pattern;

  Secret(String regex) {
    pattern = Pattern.compile(regex);
  }

  private static Stream<String> keys() {
    @Nullable String live = System.getenv("POWERDRILL_PROJECT_API_KEY");
    return live == null || live.isBlank() ? Stream.of("secret-key") : Stream.of("secret-key", live);
  }

  /** As hexadecimal digits, and as Base64 in which it begins at any of the three places. */
  private static Stream<String> encoded(String key) {
    List<String> forms = new ArrayList<>();
    forms.add("(?i:" + HexFormat.of().formatHex(key.getBytes(UTF_8)) + ")[0-9A-Fa-f]*");
    for (int before = 0; before < 3; before++) {
      byte[] bytes = ("\0".repeat(before) + key).getBytes(UTF_8);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      // What the neighbours of the key have a part in is left out at both ends.
      String own = base64.substring(before == 0 ? 0 : before + 1, bytes.length * 8 / 6);
      forms.add(Pattern.quote(own) + "[\\w+/=-]*");
      forms.add(Pattern.quote(own.replace('+', '-').replace('/', '_')) + "[\\w+/=-]*");
    }
    return forms.stream();
  }

  boolean isIn(String text) {
    return Encodings.of(text).stream().anyMatch(form -> pattern.matcher(form).find());
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
