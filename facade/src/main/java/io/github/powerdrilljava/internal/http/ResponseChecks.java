package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Objects;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Refuses responses that OkHttp would read in one way or another, or fail at with a runtime
 * exception, although they break the rules of HTTP. And keeps {@code Retry-After} from OkHttp,
 * which would repeat a request by itself, uncounted, and fails where the number is no {@code int}:
 * what is repeated is decided in {@link RetryPolicy}.
 */
final class ResponseChecks {

  /** More could be more than a long holds. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private static final String RETRY_AFTER = "Retry-After";
  private static final String HIDDEN_RETRY_AFTER = "x-powerdrill-hidden-retry-after";

  private ResponseChecks() {}

  /** A network interceptor, the last one. */
  static Response check(Interceptor.Chain chain) throws IOException {
    Response response = checked(chain);
    return response.code() == 503 || response.code() == 408
        ? renamed(response, RETRY_AFTER, HIDDEN_RETRY_AFTER)
        : response;
  }

  private static Response checked(Interceptor.Chain chain) throws IOException {
    try {
      Response response = chain.proceed(chain.request());
      if (response.code() < 100) {
        throw new BrokenResponseException("the response has the status " + response.code());
      }
      checkLength(response);
      return response;
    } catch (BrokenResponseException e) {
      drop(Objects.requireNonNull(chain.connection()));
      throw e;
    } catch (RuntimeException e) {
      drop(Objects.requireNonNull(chain.connection()));
      throw new BrokenResponseException(e);
    }
  }

  /** Who sends one such response must not be believed the next one. */
  private static void drop(Connection connection) throws IOException {
    if (connection.protocol() == Protocol.HTTP_1_1 || connection.protocol() == Protocol.HTTP_1_0) {
      connection.socket().close();
    }
  }

  private static void checkLength(Response response) throws BrokenResponseException {
    Headers headers = response.headers();
    checkCoding(headers);
    String last = headers.get("Content-Length");
    for (int i = 0; last != null && i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("Content-Length")) {
        checkLength(headers, headers.value(i), last);
      }
    }
  }

  /** OkHttp takes the frame of any other coding for content, and no other was asked for. */
  private static void checkCoding(Headers headers) throws BrokenResponseException {
    List<String> codings = headers.values("Transfer-Encoding");
    if (codings.isEmpty()) {
      return;
    }
    if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new BrokenResponseException(
          "the response has a Transfer-Encoding that was not asked for: "
              + String.join(", ", codings));
    }
    if (headers.get("Content-Length") != null) { // an error, by RFC 9112, section 6.3
      throw new BrokenResponseException(
          "the response has both a Transfer-Encoding and a Content-Length");
    }
  }

  private static void checkLength(Headers headers, String length, String last)
      throws BrokenResponseException {
    if (!isLength(length)) {
      throw new BrokenResponseException(
          "the response's Content-Length is no length: " + lengths(headers));
    }
    if (!length.equals(last)) {
      throw new BrokenResponseException("the response has several lengths: " + lengths(headers));
    }
  }

  private static boolean isLength(String text) {
    boolean isLength = !text.isEmpty() && text.length() <= MAX_LENGTH_DIGITS;
    for (int i = 0; isLength && i < text.length(); i++) {
      isLength = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return isLength;
  }

  private static String lengths(Headers headers) {
    return String.join(", ", headers.values("Content-Length"));
  }

  /**
   * An interceptor, where redirects are followed: says what OkHttp means by "too many follow-up
   * requests".
   */
  static Response nameEndlessRedirects(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (ProtocolException e) {
      String message = e.getMessage();
      if (message == null || !message.startsWith("Too many follow-up requests")) {
        throw e;
      }
      throw new BrokenResponseException("it redirects, or asks to log in, again and again");
    }
  }

  /** An interceptor: gives the header back that was hidden. */
  static Response showRetryAfter(Interceptor.Chain chain) throws IOException {
    return renamed(chain.proceed(chain.request()), HIDDEN_RETRY_AFTER, RETRY_AFTER);
  }

  private static Response renamed(Response response, String from, String to) {
    List<String> values = response.headers(from);
    if (values.isEmpty()) {
      return response;
    }
    Headers.Builder headers = response.headers().newBuilder().removeAll(from);
    values.forEach(value -> headers.addUnsafeNonAscii(to, value));
    return response.newBuilder().headers(headers.build()).build();
  }
}
