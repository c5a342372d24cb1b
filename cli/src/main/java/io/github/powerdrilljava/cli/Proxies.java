package io.github.powerdrilljava.cli;

import java.io.Console;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy is used for which URL, and with which login.
 *
 * @param forHttps of https URLs, null for none
 * @param forHttp of http URLs, which lead to this machine, null for none
 * @param isNamed whether any setting names one, or "none": else the JVM's settings decide
 * @param exempt reached without a proxy
 * @param loginFile user and password of each proxy, null where their URLs have them
 * @param console asks for what is missing, null if there is no terminal
 */
record Proxies(
    @Nullable Origin forHttps,
    @Nullable Origin forHttp,
    boolean isNamed,
    Hosts exempt,
    @Nullable PasswordAuthentication loginFile,
    @Nullable Console console) {

  /** A proxy, and where it is set. */
  record Origin(ProxyUrl url, String origin) {}

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** The proxy for a URL; null if it is reached directly. */
  @Nullable Origin forUrl(URI url) {
    boolean isHttps = "https".equalsIgnoreCase(url.getScheme());
    Origin proxy = isHttps ? forHttps : forHttp;
    String host = String.valueOf(url.getHost());
    int port = url.getPort() >= 0 ? url.getPort() : isHttps ? HTTPS_PORT : HTTP_PORT;
    if (proxy == null || exempt.contain(host, port)) {
      return null;
    }
    // A proxy on another machine would reach itself.
    return Hosts.isLoopback(host) && !proxy.url.isOnThisMachine() ? null : proxy;
  }

  /**
   * Selects them.
   *
   * @param onUse is told each that is used
   */
  ProxySelector selector(Consumer<Origin> onUse) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        Origin proxy = forUrl(url);
        if (proxy != null) {
          onUse.accept(proxy);
        }
        return List.of(proxy == null ? Proxy.NO_PROXY : proxy.url.proxy());
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException failure) {
        // There is no other.
      }
    };
  }

  /** Asks at the terminal at most once for each proxy. */
  Authenticator login() {
    return new Authenticator() {
      private @Nullable PasswordAuthentication asked;

      @Override
      protected synchronized @Nullable PasswordAuthentication getPasswordAuthentication() {
        Origin proxy = "https".equals(getRequestingProtocol()) ? forHttps : forHttp;
        if (loginFile != null || proxy == null) {
          return loginFile;
        }
        String user = proxy.url.user();
        String password = proxy.url.password();
        if (user != null && password != null) {
          return new PasswordAuthentication(user, password.toCharArray());
        }
        asked = asked == null ? ask(proxy.url, user) : asked;
        return asked;
      }
    };
  }

  private @Nullable PasswordAuthentication ask(ProxyUrl proxy, @Nullable String known) {
    if (console == null) {
      return null;
    }
    String user = known == null ? console.readLine("User of the proxy %s: ", proxy) : known;
    char[] password =
        user == null
            ? null
            : console.readPassword("Password of %s for the proxy %s: ", user, proxy);
    return user == null || password == null ? null : new PasswordAuthentication(user, password);
  }
}
