package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.api.ApiCalls;
import io.github.powerdrilljava.internal.api.Operations;
import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Transport;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

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
  private final DownloadService downloads;
  private final Datasets datasets;
  private final DataSources dataSources;

  private PowerdrillClient(Builder settings, HttpUrl baseUrl, String apiKey) {
    this.baseUrl = baseUrl;
    this.transport = settings.transport(baseUrl, apiKey);
    Redactor redactor = new Redactor(apiKey);
    this.calls = new ApiCalls(transport, redactor, settings.retries, settings.maxRequestsPerSecond);
    this.downloads = new DownloadService(transport, redactor, settings.retries, settings.cleartext);
    Service service =
        new Service(
            calls,
            new Operations(baseUrl),
            apiKey,
            settings.orEnvironment(settings.userId, USER_ID_VARIABLE));
    this.datasets = new Datasets(service);
    this.dataSources = new DataSources(service, downloads, settings.cleartext, baseUrl);
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
    return builder().fromEnvironment(environment).build();
  }

  /** Begins the settings of a client. */
  public static Builder builder() {
    return new Builder();
  }

  /** The datasets of the project that the API key belongs to. */
  public Datasets datasets() {
    return datasets;
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

  /**
   * The settings of a client. Not thread-safe.
   *
   * <pre>{@code
   * PowerdrillClient.Builder settings =
   *     PowerdrillClient.builder().apiKey(System.getenv("MY_KEY")).userId("tmm-…");
   * PowerdrillClient patient = settings.callTimeout(Duration.ofMinutes(2)).build();
   * }</pre>
   */
  public static final class Builder extends HttpSettings<Builder> {

    private static final int DEFAULT_MAX_REQUESTS_PER_SECOND = 20;

    private @Nullable String apiKey;
    private @Nullable String userId;
    private @Nullable String baseUrl;
    private int maxRequestsPerSecond = DEFAULT_MAX_REQUESTS_PER_SECOND;

    private Map<String, String> environment = Map.of();

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * The project's API key, a secret. Required; printable ASCII, at most 1,024 characters. Sent to
     * the base URL's origin and nowhere else.
     */
    public Builder apiKey(String apiKey) {
      this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
      return this;
    }

    /**
     * The user of the team in whose name calls are made: not blank. Without one, every request must
     * name its own.
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
     * The most requests that leave in a second, evenly spaced, in the order in which the calls were
     * made; 0 for no limit, never negative. Default 20, the service's documented limit for a team.
     * The wait for a turn does not count against the call timeout.
     *
     * <p>Whatever the limit, no more than 256 requests are under way at a time, as many as
     * connections are kept between calls. Further ones wait for their turn, too.
     */
    public Builder maxRequestsPerSecond(int maxRequestsPerSecond) {
      this.maxRequestsPerSecond = maxRequestsPerSecond;
      return this;
    }

    /**
     * Takes API key, user id and base URL from the environment as far as they are not set here,
     * before or after this: {@link #API_KEY_VARIABLE}, {@link #USER_ID_VARIABLE} and {@link
     * #BASE_URL_VARIABLE}. A blank variable counts as not set.
     */
    public Builder fromEnvironment() {
      return fromEnvironment(System.getenv());
    }

    Builder fromEnvironment(Map<String, String> environment) {
      this.environment = environment;
      return this;
    }

    private @Nullable String orEnvironment(@Nullable String explicit, String variable) {
      String value = explicit == null ? environment.get(variable) : explicit;
      return explicit == null && value != null && value.isBlank() ? null : value;
    }

    /**
     * Makes the client. Nothing is sent.
     *
     * @throws InvalidRequestException naming every setting that breaks a rule
     * @throws IllegalStateException if the OkHttp or Okio on the class path is too old
     */
    public PowerdrillClient build() {
      Violations violations = new Violations();
      SettingsValidator validator = new SettingsValidator(violations);
      String key = orEnvironment(apiKey, API_KEY_VARIABLE);
      validator.apiKey(key);
      HttpUrl url =
          validator.baseUrl(
              Objects.requireNonNullElse(
                  orEnvironment(baseUrl, BASE_URL_VARIABLE), DEFAULT_BASE_URL),
              cleartext);
      check(violations);
      validator.maxRequestsPerSecond(maxRequestsPerSecond);
      violations.throwIfAny();
      return new PowerdrillClient(this, Objects.requireNonNull(url), Objects.requireNonNull(key));
    }
  }
}
