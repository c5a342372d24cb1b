package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Repeats a request at once and uncounted where the server cannot have acted on it: over HTTP/2 it
 * refused the stream, or was shutting the connection down, so that the request was not sent whole.
 */
final class UntouchedRequests implements Interceptor {

  /** More in a row are a failure like any other. */
  private static final int MAX_REPEATS = 32;

  private static final String REFUSED = "stream was reset: REFUSED_STREAM";

  /** Whether there is a connection, and no whole request on it. */
  private static final class Sending extends EventListener {
    private volatile boolean begun;

    @Override
    public void requestHeadersStart(Call call) {
      begun = true;
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
      begun = request.body() != null;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
      begun = false;
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Sending sending = new Sending();
    chain.call().addEventListener(sending);
    for (int repeats = 0; ; repeats++) {
      try {
        return chain.proceed(chain.request());
      } catch (IOException e) {
        boolean untouched = sending.begun || isRefusal(e);
        if (!untouched || repeats == MAX_REPEATS || chain.call().isCanceled()) {
          throw e;
        }
        sending.begun = false;
      }
    }
  }

  /** OkHttp's type for it is not public. */
  private static boolean isRefusal(IOException failure) {
    return REFUSED.equals(failure.getMessage());
  }
}
