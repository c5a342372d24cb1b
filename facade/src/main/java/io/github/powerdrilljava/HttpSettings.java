package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.LibraryVersions;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the builders of {@link PowerdrillClient} and {@link Downloader} have in common:
 * how requests get to the network. Not thread-safe.
 *
 * @param <B> the builder
 */
public abstract sealed class HttpSettings<B extends HttpSettings<B>>
    permits PowerdrillClient.Builder, Downloader.Builder {

  private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(30);

  /** As many as calls may have run at a time, or the next ones would have to connect again. */
  private static final int MAX_IDLE = 256;

  private static final int IDLE_SECONDS = 30;

  private @Nullable Duration connectTimeout;
  private @Nullable Duration callTimeout;
  private @Nullable Proxy proxy;
  private @Nullable OkHttpClient httpClient;
  private @Nullable Time time;
  Retries retries = Retries.DEFAULT;
  CleartextPolicy insecureHttp = CleartextPolicy.TO_LOOPBACK_ONLY;

  HttpSettings() {}

  abstract B self();

  /**
   * How long making one connection may take, and finding the address of its host. Default 10 s, or
   * what {@link #httpClient} has.
   */
  public B connectTimeout(Duration connectTimeout) {
    this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
    return self();
  }

  /**
   * How long one API call may take with all its attempts, and how long a download may go without
   * receiving anything. Default 30 s, or what {@link #httpClient} has: OkHttp's own default is no
   * bound on a call. Where calls are repeated, an attempt that receives nothing for a third of it
   * is given up, so that others can be made. A download's response must have its headers, and one
   * that refuses it its body, in that time too.
   */
  public B callTimeout(Duration callTimeout) {
    this.callTimeout = Objects.requireNonNull(callTimeout, "callTimeout");
    return self();
  }

  /** How requests are repeated whose failure is transient. Default {@link Retries#DEFAULT}. */
  public B retries(Retries retries) {
    this.retries = Objects.requireNonNull(retries, "retries");
    return self();
  }

  /**
   * The proxy for all traffic. Default the JVM's, or what {@link #httpClient} has. One that asks
   * for a user name and password gets them from the {@code proxyAuthenticator} of {@link
   * #httpClient}. Plain http goes through none on another machine, unless {@link
   * #allowInsecureHttp} was called: it could read what is sent.
   */
  public B proxy(Proxy proxy) {
    this.proxy = Objects.requireNonNull(proxy, "proxy");
    return self();
  }

  /**
   * A client to derive from, for its connection pool, interceptors, trust store, client certificate
   * and all else that is not set here. It stays the caller's: it is neither changed nor closed. Its
   * dispatcher is not used. TLS stays at 1.2 or newer, and host names are verified, whatever it
   * states; a verifier of its own can only refuse more. Its interceptors see presigned URLs, and
   * run on threads of this library. An exception of theirs ends the call with {@link
   * PowerdrillConnectionException}, or the download with {@link DownloadException}; one that is no
   * IOException is not retried.
   */
  public B httpClient(OkHttpClient httpClient) {
    this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
    return self();
  }

  /**
   * Allows plain http to other machines, for the base URL and for presigned URLs: anyone on the way
   * can then read the API key and what is downloaded. By default plain http goes to this machine
   * only: what counts is the address that is connected to, not the name in the URL, and a proxy on
   * another machine is refused as well.
   */
  public B allowInsecureHttp() {
    this.insecureHttp = CleartextPolicy.ANYWHERE;
    return self();
  }

  /** For tests. */
  B time(Time time) {
    this.time = time;
    return self();
  }

  /** Checks these settings, and that the libraries are new enough for what follows. */
  final void check(Violations violations) {
    LibraryVersions.requireNewEnough();
    SettingsValidator validator = new SettingsValidator(violations);
    validator.timeout("connectTimeout", connectTimeout);
    validator.timeout("callTimeout", callTimeout);
  }

  final Transport transport(HttpUrl baseUrl, String apiKey) {
    return new Transport(
        http(),
        httpClient == null,
        baseUrl,
        apiKey,
        insecureHttp,
        retries,
        time == null ? Time.real() : time);
  }

  private OkHttpClient http() {
    OkHttpClient.Builder http =
        httpClient != null
            ? httpClient.newBuilder()
            : new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(MAX_IDLE, IDLE_SECONDS, TimeUnit.SECONDS))
                .connectTimeout(DEFAULT_CONNECT_TIMEOUT)
                .readTimeout(DEFAULT_CALL_TIMEOUT)
                .callTimeout(DEFAULT_CALL_TIMEOUT);
    if (connectTimeout != null) {
      http.connectTimeout(connectTimeout);
    }
    if (callTimeout != null) {
      http.callTimeout(callTimeout).readTimeout(callTimeout);
    }
    if (proxy != null) {
      http.proxy(proxy);
    }
    return http.build();
  }
}
