package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Objects;
import okhttp3.Authenticator;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Asks another authenticator for what a proxy wants, and fails with {@link ProxyException} where it
 * has nothing to offer, or nothing but what the proxy has refused.
 */
record ProxyLogin(Authenticator given) implements Authenticator {

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  static final String CREDENTIALS = "Proxy-Authorization";

  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response)
      throws IOException {
    Request login = given.authenticate(route, response);
    if (isNoRefusalYet(response)) {
      return login;
    }
    String refused = response.request().header(CREDENTIALS);
    if (login == null || Objects.equals(refused, login.header(CREDENTIALS))) {
      throw new ProxyException(
          "the proxy"
              + (route == null ? "" : " " + address(route.proxy()))
              + (refused == null
                  ? " asks for a user name and password. Set proxyAuthenticator"
                  : " refuses the user name and password. Check proxyAuthenticator"),
          false);
    }
    return login;
  }

  /** By hand, as those of {@link BoundedDns} are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProxyLogin that && given.equals(that.given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  /** Before a tunnel is asked for the first time, OkHttp asks in the proxy's name. */
  static boolean isNoRefusalYet(Response response) {
    return response.challenges().stream()
        .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive"));
  }

  /** Host and port, as they are in a URL. */
  static String address(Proxy proxy) {
    if (!(proxy.address() instanceof InetSocketAddress address)) {
      return proxy.toString();
    }
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** A network interceptor: something on the way acts as a proxy that was never set. */
  static Response refuseUnknownProxy(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Route route = Objects.requireNonNull(chain.connection()).route();
    if (response.code() == PROXY_AUTHENTICATION_REQUIRED
        && route.proxy().type() != Proxy.Type.HTTP) {
      throw new ProxyException(
          "a proxy asks for a user name and password, although no HTTP proxy is set. Set the proxy,"
              + " and proxyAuthenticator",
          false);
    }
    return response;
  }
}
