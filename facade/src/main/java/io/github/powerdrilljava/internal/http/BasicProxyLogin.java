package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Gives a proxy that asks for them the user name and password that Java's type of login has. */
public record BasicProxyLogin(java.net.Authenticator given) implements Authenticator {

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response)
      throws IOException {
    List<Challenge> challenges = response.challenges();
    if (response.code() != PROXY_AUTHENTICATION_REQUIRED
        || ProxyLogin.isNoRefusalYet(response)
        || route == null
        || !(route.proxy().address() instanceof InetSocketAddress proxy)) {
      return null;
    }
    for (Challenge challenge : challenges) {
      if (challenge.scheme().equalsIgnoreCase("Basic")) {
        return login(proxy, challenge, response);
      }
    }
    if (challenges.isEmpty()) {
      return null;
    }
    String schemes = challenges.stream().map(Challenge::scheme).collect(Collectors.joining(", "));
    throw new ProxyException(
        "the proxy "
            + ProxyLogin.address(route.proxy())
            + " asks for a login by "
            + Redactor.oneLine(schemes)
            + ", and only Basic is supported",
        false);
  }

  private @Nullable Request login(InetSocketAddress proxy, Challenge challenge, Response response) {
    Request request = response.request();
    PasswordAuthentication login =
        java.net.Authenticator.requestPasswordAuthentication(
            given,
            proxy.getHostString(),
            proxy.getAddress(),
            proxy.getPort(),
            request.url().scheme(),
            challenge.realm(),
            challenge.scheme(),
            request.url().newBuilder().query(null).build().url(),
            RequestorType.PROXY);
    return login == null
        ? null
        : request
            .newBuilder()
            .header(
                ProxyLogin.CREDENTIALS,
                Credentials.basic(
                    login.getUserName(), new String(login.getPassword()), challenge.charset()))
            .build();
  }
}
