package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Sees how far a call came with its HTTP proxy, so that the service is not blamed for what the
 * proxy did. One listener for each call.
 */
final class ProxyWatch extends EventListener {

  /** OkHttp shows the status of a refused tunnel by this text alone. */
  private static final Pattern REFUSAL =
      Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

  private volatile String host = "";
  private volatile List<Proxy> proxies = List.of();
  private volatile @Nullable String lookedUp;
  private volatile @Nullable Proxy failed;

  @Override
  public void proxySelectEnd(Call call, HttpUrl selectedFor, List<Proxy> selected) {
    host = selectedFor.host();
    List<Proxy> http = new ArrayList<>(selected);
    http.removeIf(each -> each.type() != Proxy.Type.HTTP);
    proxies = http;
    failed = null;
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    lookedUp = domainName;
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException failure) {
    failed = proxies.contains(proxy) ? proxy : null;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    failed = null;
  }

  static void add(Call call) {
    call.addEventListener(call.tag(ProxyWatch.class, ProxyWatch::new));
  }

  /** The failure as one of the proxy, if it was. */
  static IOException typed(Call call, IOException failure) {
    ProxyWatch watch = call.tag(ProxyWatch.class);
    return watch == null ? failure : watch.typed(failure);
  }

  private IOException typed(IOException failure) {
    Proxy refusing = failed;
    ProxyException known =
        failure instanceof UnknownHostException
            ? unknown(failure)
            : refusing == null ? null : refused(ProxyLogin.address(refusing), failure);
    if (known == null) {
      return failure;
    }
    known.initCause(failure);
    return known;
  }

  private @Nullable ProxyException unknown(IOException failure) {
    Proxy unknown =
        proxies.stream()
            .filter(
                each ->
                    each.address() instanceof InetSocketAddress address
                        && address.getHostString().equals(lookedUp)
                        && !address.getHostString().equals(host))
            .findFirst()
            .orElse(null);
    if (unknown == null) {
      return null;
    }
    boolean isLate = failure instanceof BoundedDns.NoResponseException;
    return new ProxyException(
        "the name of the proxy "
            + ProxyLogin.address(unknown)
            + (isLate
                ? " was not resolved in time. Check the network and DNS, or allow more time"
                : " cannot be resolved. Check the name, the network and DNS"),
        isLate);
  }

  private @Nullable ProxyException refused(String proxy, IOException failure) {
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      return new ProxyException(
          "connection refused by the proxy " + proxy + ", or it is unreachable. Check its address",
          true);
    }
    Matcher refusal = REFUSAL.matcher(String.valueOf(failure.getMessage()));
    if (!refusal.matches()) {
      return null;
    }
    int status = Integer.parseInt(refusal.group(1));
    boolean isTransient = RetryPolicy.isTransient(status);
    return new ProxyException(
        "the proxy "
            + proxy
            + " does not connect to "
            + host
            + ", with HTTP "
            + status
            + (isTransient ? "" : ". Check which hosts it permits"),
        isTransient);
  }
}
