package io.github.powerdrilljava.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The four forms of a request's target (RFC 9112, section 3.2). */
final class RequestTarget {
  /** What a URI consists of; the rest of its syntax is Java's to check. */
  private static final Pattern URI_CHARACTERS =
      Pattern.compile("[\\x21-\\x7e&&[^#\"<>\\\\^`{|}]]+");

  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://[^/?]*");
  private static final Pattern AUTHORITY = Pattern.compile("[^/?@]+:\\d+");

  private RequestTarget() {}

  /** Whether a request with this method can have this target. */
  static boolean isValid(String method, String target) {
    if (!URI_CHARACTERS.matcher(target).matches()) {
      return false;
    }
    if (method.equals("CONNECT")) {
      return AUTHORITY.matcher(target).matches();
    }
    if (target.equals("*")) {
      return method.equals("OPTIONS");
    }
    return target.startsWith("/") ? isUri("http://host" + target) : isAbsolute(target);
  }

  /** The target without scheme and authority, which a client sends to a proxy. */
  static String inOriginForm(String target) {
    String rest = target.startsWith("/") ? target : ABSOLUTE.matcher(target).replaceFirst("");
    return rest.isEmpty() || rest.startsWith("?") ? "/" + rest : rest;
  }

  private static boolean isAbsolute(String target) {
    String scheme = target.toLowerCase(Locale.ROOT);
    return (scheme.startsWith("http://") || scheme.startsWith("https://"))
        && isUri(target)
        && URI.create(target).getHost() != null
        && URI.create(target).getRawUserInfo() == null;
  }

  private static boolean isUri(String text) {
    try {
      new URI(text);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
