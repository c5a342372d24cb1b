package io.github.powerdrilljava.internal;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Repeats a request at once and uncounted where the server states that it did not touch it: over
 * HTTP/2 it refused the stream, or was shutting the connection down.
 */
final class UntouchedRequests implements Interceptor {

  /** More in a row are a failure like any other. */
  private static final int MAX_REPEATS = 64;

  private static final String STREAM_RESET = "okhttp3.internal.http2.StreamResetException";
  private static final String SHUTDOWN = "okhttp3.internal.http2.ConnectionShutdownException";

  @Override
  public Response intercept(Chain chain) throws IOException {
    for (int repeats = 0; ; repeats++) {
      try {
        return chain.proceed(chain.request());
      } catch (IOException e) {
        if (repeats == MAX_REPEATS || chain.call().isCanceled() || !isUntouched(e)) {
          throw e;
        }
      }
    }
  }

  /** OkHttp's types for it are not public. */
  static boolean isUntouched(IOException failure) {
    String type = failure.getClass().getName();
    return type.equals(SHUTDOWN) || (type.equals(STREAM_RESET) && isRefusedStream(failure));
  }

  private static boolean isRefusedStream(IOException reset) {
    try {
      return ((Enum<?>) reset.getClass().getField("errorCode").get(reset))
          .name()
          .equals("REFUSED_STREAM");
    } catch (ReflectiveOperationException e) {
      return false; // on the module path: it is repeated, but counted
    }
  }
}
