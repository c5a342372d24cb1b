package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * By when a request to the object store must have its response's headers: a server that sends them
 * bit by bit, for ever, sends nothing of what is waited for. Counted from zero for each redirect.
 */
final class ResponseDeadline implements Deadline {

  /** Of the body of a refusal, more than anyone reads. */
  private static final int MAX_REFUSAL_BYTES = 16 * 1024;

  private final Duration connecting;
  private final Duration responding;
  private volatile long start;
  private volatile Duration bound;

  /**
   * Begins with the time for a connection.
   *
   * @param connectTimeout zero for none
   * @param readTimeout zero for none
   */
  ResponseDeadline(Duration connectTimeout, Duration readTimeout) {
    // DNS and TCP have the one; TLS and proxies, which may trickle too, the other.
    this.connecting =
        connectTimeout.isZero() || readTimeout.isZero()
            ? Duration.ZERO
            : connectTimeout.plus(readTimeout);
    this.responding = readTimeout;
    this.bound = connecting;
    this.start = System.nanoTime();
  }

  private void restart(Duration newBound) {
    start = System.nanoTime();
    bound = newBound;
  }

  @Override
  public long nanosLeft() {
    Duration now = bound;
    return now.isZero() ? TimeUnit.HOURS.toNanos(1) : now.toNanos() - (System.nanoTime() - start);
  }

  /** A network interceptor: from here on the server has the request. */
  static Response watch(Interceptor.Chain chain) throws IOException {
    ResponseDeadline deadline = chain.request().tag(ResponseDeadline.class);
    if (deadline == null) {
      return chain.proceed(chain.request());
    }
    deadline.restart(deadline.responding);
    Response response = chain.proceed(chain.request());
    deadline.restart(response.isSuccessful() ? Duration.ZERO : deadline.responding);
    Response whole =
        response.isSuccessful() ? response : withBodyRead(response, deadline, chain.connection());
    deadline.restart(deadline.connecting);
    return whole;
  }

  /** The body of a refusal is read at once, as far as it arrives in time. */
  private static Response withBodyRead(
      Response response, ResponseDeadline deadline, @Nullable Connection connection) {
    Buffer body = new Buffer();
    try (BufferedSource source = response.body().source()) {
      boolean isWhole = readInto(body, source, deadline);
      if (!isWhole && connection != null) {
        connection.socket().close(); // or closing the body would read on for a while
      }
    } catch (IOException e) {
      // The status counts, whatever else was to come.
    }
    return response
        .newBuilder()
        .removeHeader("Content-Length")
        .body(ResponseBody.create(body, response.body().contentType(), body.size()))
        .build();
  }

  /** Whether it came to its end. The socket's timeout bounds a silence, and this what trickles. */
  private static boolean readInto(Buffer body, BufferedSource source, ResponseDeadline deadline)
      throws IOException {
    while (body.size() < MAX_REFUSAL_BYTES && deadline.nanosLeft() > 0) {
      if (source.read(body, MAX_REFUSAL_BYTES - body.size()) < 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public SocketTimeoutException passed(@Nullable Throwable cause) {
    SocketTimeoutException late = new SocketTimeoutException("no response in time");
    late.initCause(cause);
    return late;
  }
}
