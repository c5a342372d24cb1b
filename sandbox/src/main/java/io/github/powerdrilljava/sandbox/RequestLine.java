package io.github.powerdrilljava.sandbox;

import java.util.regex.Pattern;

/**
 * The first line of a request (RFC 9112, section 3).
 *
 * @param target exactly as sent
 * @param minorVersion the digit after {@code HTTP/1.}
 */
record RequestLine(String method, String target, int minorVersion) {
  /** What methods and field names consist of (RFC 9110, section 5.6.2). */
  static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VERSION = Pattern.compile("HTTP/\\d\\.\\d");
  private static final String HTTP_1 = "HTTP/1.";

  static RequestLine of(String line) throws HttpRefusal {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3
        || !TOKEN.matcher(parts[0]).matches()
        || !VERSION.matcher(parts[2]).matches()) {
      throw HttpRefusal.badRequest("Not a request line");
    }
    if (!parts[2].startsWith(HTTP_1)) {
      throw new HttpRefusal(505, "Not HTTP/1");
    }
    if (!RequestTarget.isValid(parts[0], parts[1])) {
      throw HttpRefusal.badRequest("Not a request target");
    }
    return new RequestLine(parts[0], parts[1], parts[2].charAt(HTTP_1.length()) - '0');
  }
}
