package io.github.powerdrilljava;

import io.github.powerdrilljava.generated.api.PresignDataSourceApi;
import io.github.powerdrilljava.internal.ApiCalls;
import io.github.powerdrilljava.internal.Downloads;
import io.github.powerdrilljava.internal.InsecureHttp;
import io.github.powerdrilljava.internal.Json;
import io.github.powerdrilljava.internal.Libraries;
import io.github.powerdrilljava.internal.Redactor;
import io.github.powerdrilljava.internal.Rules;
import io.github.powerdrilljava.internal.Time;
import io.github.powerdrilljava.internal.Transport;
import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * A client for the Powerdrill team API: thread-safe, made once and shared. It opens connections and
 * threads as calls need them, lets idle ones go, and keeps no process alive; {@link #close()} ends
 * them at once.
 *
 * <pre>{@code
 * try (PowerdrillClient powerdrill = PowerdrillClient.fromEnvironment()) {
 *   PresignedUrl url = powerdrill.dataSources().presign("dset-…", "ds-…");
 *   Path file = powerdrill.dataSources().download("dset-…", "ds-…", Path.of("sales.csv"));
 * }
 * }</pre>
 */
public final class PowerdrillClient implements AutoCloseable {

  /** Where the service is: the contract's server. */
  public static final String DEFAULT_BASE_URL = "https://ai.data.cloud/api";

  /** Environment variable: the project's API key. */
  public static final String API_KEY_VARIABLE = "POWERDRILL_PROJECT_API_KEY";

  /** Environment variable: the id of the user of the team in whose name calls are made. */
  public static final String USER_ID_VARIABLE = "POWERDRILL_USER_ID";

  /** Environment variable: another base URL than {@link #DEFAULT_BASE_URL}. */
  public static final String BASE_URL_VARIABLE = "POWERDRILL_BASE_URL";

  private final HttpUrl baseUrl;
  private final Transport transport;
  private final ApiCalls calls;
  private final Downloads downloads;
  private final DataSources dataSources;

  private PowerdrillClient(Builder settings, HttpUrl baseUrl, String apiKey) {
    this.baseUrl = baseUrl;
    this.transport = settings.transport(baseUrl, apiKey);
    Redactor redactor = new Redactor(apiKey);
    this.calls = new ApiCalls(transport, redactor, settings.retries, settings.maxRequestsPerSecond);
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl.newBuilder().addPathSegment("").build())
            .callFactory(transport.requestBuilding())
            .addConverterFactory(MoshiConverterFactory.create(Json.MOSHI))
            .build();
    this.downloads = new Downloads(transport, redactor, settings.retries);
    this.dataSources =
        new DataSources(
            calls,
            retrofit.create(PresignDataSourceApi.class),
            downloads,
            settings.insecureHttp,
            baseUrl,
            settings.userId,
            apiKey);
  }

  /**
   * A client with the settings of the environment: {@link #API_KEY_VARIABLE}, {@link
   * #USER_ID_VARIABLE} unless every request names its user, and {@link #BASE_URL_VARIABLE} where it
   * is not the default. A blank variable counts as not set.
   *
   * @throws InvalidRequestException if the key is missing or a setting breaks a rule
   */
  public static PowerdrillClient fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  static PowerdrillClient fromEnvironment(Map<String, String> environment) {
    return builder().environment(environment).build();
  }

  /** Begins the settings of a client. */
  public static Builder builder() {
    return new Builder();
  }

  /** The data sources of the project that the API key belongs to. */
  public DataSources dataSources() {
    return dataSources;
  }

  /**
   * Ends the calls that are under way, which then fail with {@link PowerdrillConnectionException}
   * or {@link DownloadException}, and every thread and socket that this client opened. Further
   * calls throw {@link IllegalStateException}. Closing twice is closing once.
   */
  @Override
  public void close() {
    transport.close();
    calls.close();
    downloads.close();
  }

  @Override
  public String toString() {
    return "PowerdrillClient[" + baseUrl + "]";
  }

  /** The settings of a client. Not thread-safe. */
  public static final class Builder {

    private static final int DEFAULT_MAX_REQUESTS_PER_SECOND = 20;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(30);

    /** As many as calls may have run at a time, or the next ones would have to connect again. */
    private static final int MAX_IDLE = 256;

    private static final int IDLE_SECONDS = 30;

    private @Nullable String apiKey;
    private @Nullable String userId;
    private String baseUrl = DEFAULT_BASE_URL;
    private @Nullable Duration connectTimeout;
    private @Nullable Duration callTimeout;
    private @Nullable Proxy proxy;
    private @Nullable OkHttpClient httpClient;
    private Retries retries = Retries.DEFAULT;
    private int maxRequestsPerSecond = DEFAULT_MAX_REQUESTS_PER_SECOND;
    private InsecureHttp insecureHttp = InsecureHttp.TO_LOOPBACK_ONLY;
    private @Nullable Time time;

    private Builder() {}

    /**
     * The project's API key, a secret. Required; printable ASCII, at most 1,024 characters. Sent to
     * the base URL's origin and nowhere else.
     */
    public Builder apiKey(String apiKey) {
      this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
      return this;
    }

    /**
     * The user of the team in whose name calls are made. Without one, every request must name its
     * own.
     */
    public Builder userId(String userId) {
      this.userId = Objects.requireNonNull(userId, "userId");
      return this;
    }

    /**
     * Where the service is. Absolute, without query; https, or http to this machine. Default {@link
     * #DEFAULT_BASE_URL}.
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
      return this;
    }

    /**
     * How long making one connection may take, and finding the address of its host. Default 10 s,
     * or what {@link #httpClient} has.
     */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
      return this;
    }

    /**
     * How long one API call may take with all its attempts, and how long a download may go without
     * receiving anything. Default 30 s, or what {@link #httpClient} has: OkHttp's own default is no
     * bound on a call. Where calls are repeated, an attempt that hears nothing for a third of it is
     * given up, so that others can be made. A download's response must have its headers, and one
     * that refuses it its body, in that time too.
     */
    public Builder callTimeout(Duration callTimeout) {
      this.callTimeout = Objects.requireNonNull(callTimeout, "callTimeout");
      return this;
    }

    /** How calls are repeated whose failure is transient. Default {@link Retries#DEFAULT}. */
    public Builder retries(Retries retries) {
      this.retries = Objects.requireNonNull(retries, "retries");
      return this;
    }

    /**
     * How many requests leave in a second at most, evenly spaced, in the order in which the calls
     * were made; 0 for no limit. Default 20, the service's documented limit for a team. The wait
     * for a turn does not count against the call timeout.
     *
     * <p>Nothing else limits how many calls run at a time: each that was sent has a thread and,
     * over HTTP/1.1, a connection until its response is read, so that a server that stays silent
     * holds at most this many for each second of the call timeout.
     */
    public Builder maxRequestsPerSecond(int maxRequestsPerSecond) {
      this.maxRequestsPerSecond = maxRequestsPerSecond;
      return this;
    }

    /**
     * The proxy for all traffic. Default the JVM's, or what {@link #httpClient} has. One that asks
     * for a user name and password gets them from the {@code proxyAuthenticator} of {@link
     * #httpClient}. Plain http goes through none on another machine, unless {@link
     * #allowInsecureHttp} was called: it could read what is sent.
     */
    public Builder proxy(Proxy proxy) {
      this.proxy = Objects.requireNonNull(proxy, "proxy");
      return this;
    }

    /**
     * A client to derive from, for its connection pool, interceptors, trust store, client
     * certificate and all else that is not set here. It stays the caller's: it is neither changed
     * nor closed. Its dispatcher is not used. TLS stays at 1.2 or newer, and host names are
     * verified, whatever it says; a verifier of its own can only refuse more. Its interceptors see
     * presigned URLs, and run on threads of this client. An exception of theirs ends the call with
     * {@link PowerdrillConnectionException}, or the download with {@link DownloadException}; one
     * that is no IOException is not retried.
     */
    public Builder httpClient(OkHttpClient httpClient) {
      this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
      return this;
    }

    /**
     * Allows plain http to other machines, for the base URL and for presigned URLs: anyone on the
     * way can then read the API key and the content. By default plain http goes to this machine
     * only: what counts is the address that is connected to, not the name in the URL, and a proxy
     * on another machine is refused as well.
     */
    public Builder allowInsecureHttp() {
      this.insecureHttp = InsecureHttp.ANYWHERE;
      return this;
    }

    /** For tests. */
    Builder time(Time time) {
      this.time = time;
      return this;
    }

    private Builder environment(Map<String, String> environment) {
      apiKey = notBlank(environment.get(API_KEY_VARIABLE));
      userId = notBlank(environment.get(USER_ID_VARIABLE));
      baseUrl = Objects.requireNonNullElse(notBlank(environment.get(BASE_URL_VARIABLE)), baseUrl);
      return this;
    }

    private static @Nullable String notBlank(@Nullable String value) {
      return value == null || value.isBlank() ? null : value;
    }

    /**
     * Makes the client. Nothing is sent.
     *
     * @throws InvalidRequestException naming every setting that breaks a rule
     * @throws IllegalStateException if the OkHttp or Okio on the class path is too old
     */
    public PowerdrillClient build() {
      Libraries.requireNewEnough();
      Rules rules = new Rules();
      rules.apiKey(apiKey);
      HttpUrl url = rules.baseUrl(baseUrl, insecureHttp);
      rules.timeout("connectTimeout", connectTimeout);
      rules.timeout("callTimeout", callTimeout);
      rules.maxRequestsPerSecond(maxRequestsPerSecond);
      rules.throwIfBroken();
      return new PowerdrillClient(
          this, Objects.requireNonNull(url), Objects.requireNonNull(apiKey));
    }

    /**
     * Makes a downloader for URLs that someone else has presigned: with these settings, but without
     * API key, user id and base URL. Nothing is sent.
     *
     * @throws InvalidRequestException naming every setting that breaks a rule
     * @throws IllegalStateException if the OkHttp or Okio on the class path is too old
     */
    public Downloader downloader() {
      Libraries.requireNewEnough();
      Rules rules = new Rules();
      rules.timeout("connectTimeout", connectTimeout);
      rules.timeout("callTimeout", callTimeout);
      rules.throwIfBroken();
      Transport transport = transport(HttpUrl.get(DEFAULT_BASE_URL), "");
      return new Downloader(
          transport, new Downloads(transport, new Redactor(""), retries), insecureHttp);
    }

    private Transport transport(HttpUrl baseUrl, String apiKey) {
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
}
