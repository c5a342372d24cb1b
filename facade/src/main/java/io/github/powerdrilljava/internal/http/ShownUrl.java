package io.github.powerdrilljava.internal.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * A URL, or what is given for one, as messages and logs show it: on one line, and without user
 * name, password, query and fragment, each of which may be a secret.
 */
public final class ShownUrl {

  private static final String HIDDEN = "…";

  /** Where a query or fragment begins; what encodes a whole URL encodes the mark, too. */
  private static final Pattern REST = Pattern.compile("[?#]|%(?:25)*3[fF]");

  /** An at sign, which makes what is before it a user name and password. */
  private static final Pattern AT = Pattern.compile("[@\\x{ff20}\\x{fe6b}]|%(?:25)*40");

  private ShownUrl() {}

  /** A query that is left out shows as "?…". */
  public static String of(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      return ofMalformed(url);
    }
    String shown = of(parsed);
    return parsed.encodedQuery() == null || shown.endsWith(HIDDEN) ? shown : shown + "?" + HIDDEN;
  }

  public static String of(HttpUrl url) {
    if (url.encodedPath().equals("/") && AT.matcher(afterPath(url)).find()) {
      return url.scheme() + "://" + HIDDEN; // a mark in the password may have ended the host
    }
    String path = url.encodedPath();
    Matcher rest = REST.matcher(path);
    if (rest.find()) {
      path = path.substring(0, rest.start()) + "?" + HIDDEN;
    }
    int at = path.lastIndexOf('@');
    String origin =
        new HttpUrl.Builder()
            .scheme(url.scheme())
            .host(url.host())
            .port(url.port())
            .build()
            .toString();
    return origin.substring(0, origin.length() - 1)
        + (at < 0 ? path : "/" + HIDDEN + path.substring(at));
  }

  private static String afterPath(HttpUrl url) {
    return url.encodedQuery() + "#" + url.encodedFragment();
  }

  /** Of what cannot be told apart, nothing shows. */
  private static String ofMalformed(String url) {
    if (AT.matcher(url).find()) {
      return HIDDEN;
    }
    Matcher rest = REST.matcher(url);
    return Redactor.oneLine(rest.find() ? url.substring(0, rest.start()) + "?" + HIDDEN : url);
  }
}
