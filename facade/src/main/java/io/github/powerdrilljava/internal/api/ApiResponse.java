package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.internal.http.BrokenResponseException;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.TraceIds;
import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What came back from the API, wholly read.
 *
 * @param naming gives what was asked for, see {@link ApiRequest#naming()}
 * @param externalTraceId the trace id that was sent
 * @param url what was asked for it
 * @param body the body, cut after {@link #MAX_BODY_BYTES}
 * @param cut whether there was more of it
 */
record ApiResponse(
    Supplier<String> naming,
    String externalTraceId,
    HttpUrl url,
    int status,
    Headers headers,
    ByteString body,
    boolean cut) {

  /** Far beyond any real response of this API, far below what could hurt. */
  static final long MAX_BODY_BYTES = 4 * 1024 * 1024;

  /**
   * Reads a response; does not close it.
   *
   * @throws IOException if the response breaks off
   */
  static ApiResponse read(ApiRequest<?, ?, ?> request, Response response) throws IOException {
    BufferedSource source = response.body().source();
    boolean cut;
    ByteString body;
    try {
      cut = source.request(MAX_BODY_BYTES + 1);
      body = cut ? source.readByteString(MAX_BODY_BYTES) : source.readByteString();
    } catch (RuntimeException e) {
      throw new BrokenResponseException(e);
    }
    return new ApiResponse(
        request.naming(),
        request.externalTraceId(),
        request.http().url(),
        response.code(),
        response.headers(),
        body,
        cut);
  }

  String action() {
    return naming.get();
  }

  boolean isSuccessful() {
    return status / 100 == 2;
  }

  boolean isRedirect() {
    return status / 100 == 3;
  }

  /** The service's id of the call; the service decides what it holds, so it is redacted. */
  @Nullable String traceId(Redactor redactor) {
    String traceId = headers.get("x-pd-trace-id");
    return traceId == null ? null : redactor.redact(traceId);
  }

  /** The ids by which both sides find the call in their logs, as the end of a message. */
  String traceIds(Redactor redactor) {
    return new TraceIds(traceId(redactor), externalTraceId).sentence();
  }
}
