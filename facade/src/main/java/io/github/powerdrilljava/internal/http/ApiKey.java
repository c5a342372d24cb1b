package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Adds the API key to requests to the API's own origin, and to no others. */
final class ApiKey implements Interceptor {

  private final HttpUrl baseUrl;
  private final String key;

  ApiKey(HttpUrl baseUrl, String key) {
    this.baseUrl = baseUrl;
    this.key = key;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    HttpUrl url = request.url();
    boolean sameOrigin =
        url.scheme().equals(baseUrl.scheme())
            && url.host().equals(baseUrl.host())
            && url.port() == baseUrl.port();
    return chain.proceed(
        sameOrigin ? request.newBuilder().header("x-pd-api-key", key).build() : request);
  }
}
