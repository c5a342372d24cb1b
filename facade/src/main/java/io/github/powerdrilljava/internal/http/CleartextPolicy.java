package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Decides where plain http may go: to this machine, and elsewhere only if the caller said so. */
public enum CleartextPolicy {
  TO_LOOPBACK_ONLY,
  ANYWHERE;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d+){3}|::1");

  public boolean allows(HttpUrl url) {
    return url.isHttps() || this == ANYWHERE || LOOPBACK.matcher(url.host()).matches();
  }

  /** Why a presigned URL cannot or must not be fetched, {@code null} if it can be. */
  public @Nullable String objection(String presignedUrl) {
    HttpUrl url = HttpUrl.parse(presignedUrl);
    if (url == null) {
      return "is not an absolute http or https URL";
    }
    return allows(url)
        ? null
        : "is not https, and plain http to other machines is not allowed on this client";
  }

  /** A network interceptor: sees where redirects lead, and who is at the other end. */
  Response check(Interceptor.Chain chain) throws IOException {
    HttpUrl url = chain.request().url();
    if (!allows(url)) {
      throw new RefusedException("it redirects to plain http on " + url.host());
    }
    if (!url.isHttps() && this != ANYWHERE) {
      requireLoopback(url, Objects.requireNonNull(chain.connection()).route());
    }
    return chain.proceed(chain.request());
  }

  /** A name may lead anywhere, and a proxy reads what it passes on. */
  static void requireLoopback(HttpUrl url, Route route) throws IOException {
    Proxy proxy = route.proxy();
    if (proxy.type() == Proxy.Type.DIRECT) {
      if (!isLoopback(route.socketAddress())) {
        throw new RefusedException(
            url.host() + " is " + route.socketAddress().getAddress() + ", another machine");
      }
    } else if (!(proxy.address() instanceof InetSocketAddress address)
        || !isLoopback(proxy.type() == Proxy.Type.HTTP ? route.socketAddress() : address)) {
      throw new RefusedException(
          "the proxy "
              + ProxyLogin.address(proxy)
              + " on another machine would read what is sent. Exempt "
              + url.host()
              + " from it");
    }
  }

  private static boolean isLoopback(InetSocketAddress socketAddress) throws IOException {
    InetAddress address = socketAddress.getAddress();
    return (address == null ? InetAddress.getByName(socketAddress.getHostString()) : address)
        .isLoopbackAddress();
  }

  /** Something would be sent in plain http to another machine. */
  static final class RefusedException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private RefusedException(String reason) {
      super(reason);
    }
  }
}
