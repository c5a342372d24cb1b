package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.BasicProxyLogin;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.LibraryVersions;
import io.github.powerdrilljava.internal.http.Observers;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.http.TrustedCertificates;
import java.io.File;
import java.net.Authenticator;
import java.net.Proxy;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the builders of {@link PowerdrillClient} and {@link Downloader} have in common:
 * how requests get to the network. All are optional. Not thread-safe.
 *
 * <p>In a network with a proxy that asks for a password, and with certificates of its own:
 *
 * <pre>{@code
 * PowerdrillClient client =
 *     PowerdrillClient.builder()
 *         .fromEnvironment()
 *         .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("proxy.example", 3128)))
 *         .proxyAuthenticator(
 *             new Authenticator() {
 *               @Override
 *               protected PasswordAuthentication getPasswordAuthentication() {
 *                 return new PasswordAuthentication("me", System.getenv("MY_PASSWORD").toCharArray());
 *               }
 *             })
 *         .trustCertificates(Path.of("company-ca.pem"))
 *         .build();
 * }</pre>
 *
 * <p>For a client certificate, or to trust nobody but a company's own certificates, derive from an
 * OkHttp client that does:
 *
 * <pre>{@code
 * TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
 * trust.init(KeyStore.getInstance(new File("company.p12"), "changeit".toCharArray()));
 * KeyManager[] clientCertificate = null; // or those of a KeyManagerFactory
 * SSLContext tls = SSLContext.getInstance("TLS");
 * tls.init(clientCertificate, trust.getTrustManagers(), null);
 * X509TrustManager trustManager = (X509TrustManager) trust.getTrustManagers()[0];
 * OkHttpClient http =
 *     new OkHttpClient.Builder().sslSocketFactory(tls.getSocketFactory(), trustManager).build();
 * PowerdrillClient client =
 *     PowerdrillClient.builder()
 *         .apiKey(System.getenv("MY_KEY"))
 *         .userId("tmm-…")
 *         .httpClient(http)
 *         .connectTimeout(Duration.ofSeconds(5))
 *         .build();
 * }</pre>
 *
 * @param <B> the builder
 */
public abstract sealed class HttpSettings<B extends HttpSettings<B>>
    permits PowerdrillClient.Builder, Downloader.Builder {

  private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(30);

  private static final int IDLE_SECONDS = 30;

  private @Nullable Duration connectTimeout;
  private @Nullable Duration callTimeout;
  private @Nullable Proxy proxy;
  private @Nullable ProxySelector proxySelector;
  private @Nullable Authenticator proxyAuthenticator;
  private @Nullable Path certificateFile;
  private @Nullable TrustedCertificates trusted;
  private @Nullable OkHttpClient httpClient;
  private @Nullable ClientListener listener;
  private @Nullable Time time;
  Retries retries = Retries.DEFAULT;
  CleartextPolicy cleartext = CleartextPolicy.TO_LOOPBACK_ONLY;

  HttpSettings() {}

  abstract B self();

  /**
   * The longest time to make one connection, and to resolve the name of its host. 1 ms to {@link
   * Integer#MAX_VALUE} ms; default 10 s, or that of {@link #httpClient}. A longer one ends the
   * attempt, which may be retried.
   */
  public B connectTimeout(Duration connectTimeout) {
    this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
    return self();
  }

  /**
   * The longest time for one API call with all its attempts, and the longest time that a download
   * may receive nothing. 1 ms to {@link Integer#MAX_VALUE} ms; default 30 s, or that of {@link
   * #httpClient}: OkHttp's own default is no limit for a call. Where calls are retried, an attempt
   * that receives nothing for a third of this time is given up, so that there is time for others.
   * In a download, the headers of a response, and the body of a refusal, must arrive within this
   * time.
   */
  public B callTimeout(Duration callTimeout) {
    this.callTimeout = Objects.requireNonNull(callTimeout, "callTimeout");
    return self();
  }

  /** How calls are retried whose failure is transient. Default {@link Retries#DEFAULT}. */
  public B retries(Retries retries) {
    this.retries = Objects.requireNonNull(retries, "retries");
    return self();
  }

  /**
   * The proxy for all traffic, {@link Proxy#NO_PROXY} for none. Default that of the JVM, or of
   * {@link #httpClient}. A proxy that asks for a user name and password gets them from {@link
   * #proxyAuthenticator}. Plain http does not go through a proxy on another machine, which could
   * read what is sent, unless {@link #allowInsecureHttp} was called.
   */
  public B proxy(Proxy proxy) {
    this.proxy = Objects.requireNonNull(proxy, "proxy");
    this.proxySelector = null;
    return self();
  }

  /**
   * Selects the proxy by the URL, instead of {@link #proxy(Proxy)}; of the two, the last call
   * counts. It is called on threads of this library, for each connection that is made.
   */
  public B proxy(ProxySelector proxySelector) {
    this.proxySelector = Objects.requireNonNull(proxySelector, "proxySelector");
    this.proxy = null;
    return self();
  }

  /**
   * Gives the user name and password that an HTTP proxy asks for, by the scheme Basic, the only one
   * that is supported. It is asked when the proxy asks, for each connection, on threads of this
   * library; {@code getRequestingHost()} and {@code getRequestingPort()} name the proxy. Where it
   * returns {@code null}, or what the proxy refuses, the call fails with {@link
   * PowerdrillConnectionException}, or the download with {@link DownloadException}, and is not
   * retried. Default the {@code proxyAuthenticator} of {@link #httpClient}, or nothing.
   */
  public B proxyAuthenticator(Authenticator proxyAuthenticator) {
    this.proxyAuthenticator = Objects.requireNonNull(proxyAuthenticator, "proxyAuthenticator");
    return self();
  }

  /**
   * Trusts the certificates in a PEM file, in addition to those that Java trusts: those of a
   * company's own authority, or a server's own. Host names are verified all the same. The file is
   * read by {@code build()}, which refuses one that has no certificate, none that is valid now, or
   * a private key. It must not be combined with {@link #httpClient}, whose {@code sslSocketFactory}
   * decides who is trusted.
   */
  public B trustCertificates(Path pemFile) {
    this.certificateFile = Objects.requireNonNull(pemFile, "pemFile");
    return self();
  }

  /**
   * A client to derive from, for its connection pool, interceptors, trust store, client certificate
   * and everything else that is not set here. It stays the caller's: it is neither changed nor
   * closed. Its dispatcher is not used. TLS stays at 1.2 or newer with host names verified,
   * whatever it states; a verifier of its own can only refuse more. Its interceptors see presigned
   * URLs, and run on threads of this library. If one throws, the call ends with {@link
   * PowerdrillConnectionException}, or the download with {@link DownloadException}; it is retried
   * only after an {@link java.io.IOException}.
   */
  public B httpClient(OkHttpClient httpClient) {
    this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
    return self();
  }

  /**
   * Allows plain http to other machines, for the base URL and for presigned URLs: anyone on the way
   * can then read the API key and what is downloaded. By default plain http goes to this machine
   * only: the address that is connected to decides, not the name in the URL, and a proxy on another
   * machine is refused as well.
   */
  public B allowInsecureHttp() {
    this.cleartext = CleartextPolicy.ANYWHERE;
    return self();
  }

  /** Who observes what is done: for metrics, traces and logs. Default nobody. */
  public B listener(ClientListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
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
    trusted = null;
    if (certificateFile != null) {
      trusted = validator.certificates(certificateFile, httpClient != null);
    }
  }

  final Transport transport(HttpUrl baseUrl, String apiKey) {
    return new Transport(
        http(),
        httpClient == null,
        baseUrl,
        apiKey,
        cleartext,
        retries,
        time == null ? Time.real() : time,
        new Observers(listener));
  }

  private OkHttpClient http() {
    OkHttpClient.Builder http =
        httpClient != null
            ? httpClient.newBuilder()
            : new OkHttpClient.Builder()
                .connectionPool(
                    new ConnectionPool(Transport.MOST_AT_A_TIME, IDLE_SECONDS, TimeUnit.SECONDS))
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
    if (proxySelector != null) {
      http.proxy(null).proxySelector(proxySelector);
    }
    if (proxyAuthenticator != null) {
      http.proxyAuthenticator(new BasicProxyLogin(proxyAuthenticator));
    }
    try {
      return TrustedCertificates.build(http, trusted);
    } catch (TrustedCertificates.UnusableFileException e) {
      String store = System.getProperty(TrustedCertificates.OF_JAVA);
      Violations violations = new Violations();
      violations.add(
          TrustedCertificates.OF_JAVA,
          store == null ? null : new File(store),
          String.valueOf(e.getMessage()));
      throw violations.failure();
    }
  }
}
