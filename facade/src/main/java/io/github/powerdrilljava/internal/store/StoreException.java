package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The object store responded, but not with what was asked for. */
public final class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_ERROR_BODY_BYTES = 4096;
  private static final Pattern ERROR_CODE = Pattern.compile("<Code>(\\w{1,64})</Code>");

  /** Error codes by which stores ask for fewer requests, whatever the status. */
  private static final Pattern THROTTLING =
      Pattern.compile("(?i).*(throttl|slowdown|toomanyrequests|limitexceeded|serverbusy).*");

  public final int status;
  final @Nullable Duration retryAfter;

  /** Whether it asks for fewer requests, so that another one may succeed later. */
  public final boolean isThrottling;

  private StoreException(
      String message, int status, @Nullable Duration retryAfter, boolean isThrottling) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
    this.isThrottling = isThrottling;
  }

  /** Whether the URL may be too old. */
  boolean isOfUrl() {
    return !isThrottling && (status == 400 || status == 401 || status == 403);
  }

  /** Whether another kind of request would be refused, too. */
  public boolean isOfObject() {
    return status == 404 || status == 410;
  }

  /**
   * Reads what the store states about it; the message follows "the object store responded with".
   */
  public static StoreException of(Response response) throws IOException {
    Matcher matcher = ERROR_CODE.matcher(response.peekBody(MAX_ERROR_BODY_BYTES).string());
    String code = matcher.find() ? matcher.group(1) : "";
    Duration retryAfter = RetryAfter.of(response.headers());
    String requestId = response.header("x-amz-request-id");
    return new StoreException(
        "HTTP "
            + response.code()
            + (code.isEmpty() ? "" : " " + code)
            + (requestId == null ? "" : ", request id " + Redactor.oneLine(requestId)),
        response.code(),
        retryAfter,
        retryAfter != null || response.code() == 429 || THROTTLING.matcher(code).matches());
  }

  /** It responded with other bytes than those that were asked for. */
  public static StoreException otherBytes(Response response) {
    return new StoreException(
        "HTTP "
            + response.code()
            + " with other bytes than asked for, Content-Range: "
            + Redactor.oneLine(String.valueOf(response.header("Content-Range"))),
        response.code(),
        null,
        false);
  }
}
