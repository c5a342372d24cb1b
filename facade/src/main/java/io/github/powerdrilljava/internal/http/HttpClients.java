package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.Retries;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The two OkHttp clients that are derived from one: that of the API, which adds the key, and that
 * of the object store, which never sees it.
 *
 * @param silentAttempts how many silent attempts of an API call its timeout has room for
 */
record HttpClients(OkHttpClient api, OkHttpClient store, int silentAttempts) {

  /** Where there may be so many. */
  private static final int MAX_SILENT_ATTEMPTS = 3;

  static HttpClients of(
      OkHttpClient base,
      HttpUrl baseUrl,
      String apiKey,
      CleartextPolicy cleartext,
      Retries retries) {
    OkHttpClient shared =
        StrictTls.of(base)
            .callTimeout(0, TimeUnit.SECONDS) // DeadlineWatch bounds calls, at less cost
            .dispatcher(new Dispatcher()) // calls of ours only; it has nothing to limit
            .dns(new BoundedDns(base.dns(), Duration.ofMillis(base.connectTimeoutMillis())))
            .proxyAuthenticator(new ProxyLogin(base.proxyAuthenticator()))
            .addNetworkInterceptor(cleartext::check)
            .build();
    int silentAttempts = Math.min(retries.maxAttempts(), MAX_SILENT_ATTEMPTS);
    return new HttpClients(
        api(shared, new ApiHeaders(baseUrl, apiKey), silence(base, silentAttempts)),
        store(shared, base),
        silentAttempts);
  }

  /** That of the API, for a call with a timeout of its own; null for the client's. */
  OkHttpClient api(@Nullable Duration callTimeout) {
    return callTimeout == null ? api : withSilence(api, callTimeout.toMillis() / silentAttempts);
  }

  /** That of the object store, where a request may stay silent so long; null for the client's. */
  OkHttpClient store(@Nullable Duration silence) {
    return silence == null ? store : withSilence(store, silence.toMillis());
  }

  /** It shares all connections. */
  private static OkHttpClient withSilence(OkHttpClient client, long millis) {
    return client.newBuilder().readTimeout(Duration.ofMillis(Math.max(1, millis))).build();
  }

  /** What is repeated, and how often, is decided in {@link RetryPolicy}, not by OkHttp. */
  private static OkHttpClient api(OkHttpClient shared, ApiHeaders headers, Duration silence) {
    // A redirect would turn a POST into a GET, and lead away from the origin that may see the key.
    return withResponsesChecked(
        shared
            .newBuilder()
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .readTimeout(silence)
            .addInterceptor(headers)
            .addInterceptor(new UntouchedRequests()));
  }

  /** A download may outlast any bound on a whole call; the read timeout notices when it stalls. */
  private static OkHttpClient store(OkHttpClient shared, OkHttpClient base) {
    return withResponsesChecked(
        shared
            .newBuilder()
            .protocols(List.of(Protocol.HTTP_1_1)) // each range over a connection of its own
            .socketFactory(BufferingSocketFactory.insteadOf(base.socketFactory()))
            .addInterceptor(ResponseChecks::nameEndlessRedirects)
            .addNetworkInterceptor(ResponseDeadline::watch)
            .addNetworkInterceptor(TruncationGuard::refuseUnknownEnds));
  }

  /** The last interceptors of their kinds: nobody else's sees what these have not. */
  private static OkHttpClient withResponsesChecked(OkHttpClient.Builder client) {
    return client
        .addInterceptor(ResponseChecks::showRetryAfter)
        .addNetworkInterceptor(ProxyLogin::refuseUnknownProxy)
        .addNetworkInterceptor(ResponseChecks::check)
        .build();
  }

  /** How long the API may go without sending anything. */
  private static Duration silence(OkHttpClient base, int attempts) {
    int bounded = base.readTimeoutMillis();
    int share = base.callTimeoutMillis() / attempts;
    return Duration.ofMillis(bounded == 0 || (share > 0 && share < bounded) ? share : bounded);
  }

  /**
   * Encodes square brackets in a path, which Retrofit and OkHttp leave as they are, and strict
   * servers refuse.
   */
  static Request withoutBrackets(Request request) {
    HttpUrl url = request.url();
    String path = url.encodedPath();
    String strict = path.replace("[", "%5B").replace("]", "%5D");
    if (strict.equals(path)) {
      return request; // of almost every call
    }
    return request.newBuilder().url(url.newBuilder().encodedPath(strict).build()).build();
  }
}
