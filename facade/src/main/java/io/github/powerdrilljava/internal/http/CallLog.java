package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One DEBUG line for each request to the logger {@code io.github.powerdrilljava}, so off unless
 * asked for: method, URL without secrets, outcome and duration. Never headers or bodies, which hold
 * the key and presigned URLs.
 */
final class CallLog implements Interceptor {

  private static final Logger LOG = System.getLogger("io.github.powerdrilljava");

  private final Redactor redactor;

  CallLog(Redactor redactor) {
    this.redactor = redactor;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    if (!LOG.isLoggable(Level.DEBUG)) {
      return chain.proceed(chain.request());
    }
    Request request = chain.request();
    String asked = request.method() + " " + ShownUrl.of(request.url());
    long start = System.nanoTime();
    try {
      Response response = chain.proceed(request);
      String traceId = response.header("x-pd-trace-id");
      LOG.log(
          Level.DEBUG,
          "{0}: HTTP {1} after {2} ms{3}",
          asked,
          String.valueOf(response.code()),
          String.valueOf(since(start)),
          traceId == null ? "" : ", trace id " + redactor.redact(traceId));
      return response;
    } catch (IOException e) {
      LOG.log(
          Level.DEBUG,
          "{0}: {1} after {2} ms",
          asked,
          e.getClass().getSimpleName(),
          String.valueOf(since(start)));
      throw e;
    }
  }

  private static long since(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
