package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The object store answered, but not with what was asked for. */
final class StoreRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_ERROR_BODY_BYTES = 4096;
  private static final Pattern ERROR_CODE = Pattern.compile("<Code>(\\w{1,64})</Code>");

  final int status;
  final @Nullable Duration retryAfter;

  private StoreRefusal(String message, int status, @Nullable Duration retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Reads what the store says of it; the message follows "the object store answered". */
  static StoreRefusal of(Response response) throws IOException {
    Matcher code = ERROR_CODE.matcher(response.peekBody(MAX_ERROR_BODY_BYTES).string());
    String requestId = response.header("x-amz-request-id");
    return new StoreRefusal(
        "HTTP "
            + response.code()
            + (code.find() ? " " + code.group(1) : "")
            + (requestId == null ? "" : ", request id " + Redactor.oneLine(requestId)),
        response.code(),
        Failures.retryAfter(response.headers()));
  }

  /** It answered with other bytes than those that were asked for. */
  static StoreRefusal otherBytes(Response response) {
    return new StoreRefusal(
        "HTTP "
            + response.code()
            + " with other bytes than asked for, Content-Range: "
            + Redactor.oneLine(String.valueOf(response.header("Content-Range"))),
        response.code(),
        null);
  }
}
