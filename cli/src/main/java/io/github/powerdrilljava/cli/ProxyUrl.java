package io.github.powerdrilljava.cli;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param user null if the URL names none
 * @param password null if the URL has none
 */
record ProxyUrl(String host, int port, @Nullable String user, @Nullable String password) {

  private static final int MAX_PORT = 65_535;

  /** It is no proxy that can be used; the message is the rule that it breaks. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private UnusableException(String rule) {
      super(rule);
    }
  }

  /**
   * Reads it.
   *
   * @param mayHavePassword false for an argument, which other users can read
   */
  static ProxyUrl parse(String text, boolean mayHavePassword) throws UnusableException {
    String url = text.strip();
    URI uri;
    try {
      uri = new URI(url.contains("://") ? url : "http://" + url);
    } catch (URISyntaxException e) {
      throw new UnusableException("must be a URL such as http://proxy.example:3128");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http")) {
      throw new UnusableException(
          "must begin with http://: other proxies, such as SOCKS, and TLS to the proxy itself are not"
              + " supported (an http:// proxy passes TLS on unread)");
    }
    String host = uri.getHost();
    String path = String.valueOf(uri.getRawPath());
    if (host == null
        || !path.matches("/?")
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw new UnusableException("must be host and port only, such as http://proxy.example:3128");
    }
    if (uri.getPort() < 1 || uri.getPort() > MAX_PORT) {
      throw new UnusableException(
          "must state a port of 1 to 65535, such as http://proxy.example:3128");
    }
    String login = uri.getRawUserInfo();
    int colon = login == null ? -1 : login.indexOf(':');
    if (colon >= 0 && !mayHavePassword) {
      throw new UnusableException(
          "must not hold a password, which others could read: name a file whose first line is"
              + " USER:PASSWORD with --proxy-login-file FILE");
    }
    return new ProxyUrl(
        host.replaceAll("^\\[|]$", ""),
        uri.getPort(),
        login == null || login.isEmpty()
            ? null
            : decoded(colon < 0 ? login : login.substring(0, colon)),
        login == null || colon < 0 ? null : decoded(login.substring(colon + 1)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  boolean isOnThisMachine() {
    return Hosts.isLoopback(host);
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
