package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds what identifies the sender: this library's name, and the API key to requests to the API's
 * own origin, and to no others.
 */
final class ApiHeaders implements Interceptor {

  private final HttpUrl baseUrl;
  private final String key;

  ApiHeaders(HttpUrl baseUrl, String key) {
    this.baseUrl = baseUrl;
    this.key = key;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request.Builder request = chain.request().newBuilder().header("User-Agent", UserAgent.NAME);
    if (isOfApi(chain.request().url())) {
      request.header("x-pd-api-key", key);
    }
    return chain.proceed(request.build());
  }

  private boolean isOfApi(HttpUrl url) {
    return url.scheme().equals(baseUrl.scheme())
        && url.host().equals(baseUrl.host())
        && url.port() == baseUrl.port();
  }
}
