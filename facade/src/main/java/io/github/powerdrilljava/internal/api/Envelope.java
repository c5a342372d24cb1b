package io.github.powerdrilljava.internal.api;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.UnexpectedResponseException;
import io.github.powerdrilljava.internal.http.Redactor;
import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Opens the envelope {@code {code, data, msg}} that every operation answers with: a value, or the
 * one exception that says why there is none. Nowhere else is an answer judged.
 */
final class Envelope {

  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");
  private static final String MISSING = "is required but missing or null";
  private static final Pattern MOSHI_PATH = Pattern.compile(" at (path )?\\$.*", Pattern.DOTALL);

  private final Redactor redactor;
  private final ApiErrors failures;

  Envelope(Redactor redactor) {
    this.redactor = redactor;
    this.failures = new ApiErrors(redactor);
  }

  /**
   * @throws PowerdrillException if the answer is anything but a success with all that the contract
   *     requires
   */
  <E, D, T> PowerdrillResponse<T> open(ApiRequest<E, D, T> exchange, ApiResponse answer) {
    if (answer.isRedirect()) {
      throw unexpected(
          answer, "$", "is a redirect" + redirectTarget(answer) + ", which is not followed");
    }
    try {
      if (!answer.isSuccessful()) {
        throw refusal(answer);
      }
      return read(exchange, answer);
    } catch (MalformedException e) {
      throw answer.isSuccessful()
          ? unexpected(answer, e.path, e.getMessage())
          : failures.of(answer, null, null);
    }
  }

  private <E, D, T> PowerdrillResponse<T> read(ApiRequest<E, D, T> exchange, ApiResponse answer)
      throws MalformedException {
    try {
      E envelope = parse(answer, Json.MOSHI.adapter(exchange.envelope())::fromJson);
      if (exchange.code().apply(envelope) == 0) {
        return success(exchange, answer, exchange.data().apply(envelope));
      }
    } catch (MalformedException e) {
      Long code = parse(answer, Envelope::head).code; // a refusal need not have what a success has
      if (code == null) {
        throw new MalformedException("$.code", MISSING);
      }
      if (code == 0) {
        throw e;
      }
    }
    throw refusal(answer);
  }

  private PowerdrillException refusal(ApiResponse answer) throws MalformedException {
    Head head = parse(answer, Envelope::head);
    return failures.of(answer, head.code, head.message);
  }

  private <D, T> PowerdrillResponse<T> success(
      ApiRequest<?, D, T> exchange, ApiResponse answer, @Nullable D data)
      throws MalformedException {
    if (data == null) {
      throw new MalformedException("$.data", MISSING);
    }
    return new PowerdrillResponse<>(
        exchange.result().of(data),
        answer.status(),
        answer.traceId(redactor),
        answer.externalTraceId());
  }

  /** The parts of the envelope that tell success from failure. */
  private record Head(@Nullable Long code, @Nullable String message) {}

  /**
   * The vendor's own clients read {@code message} where others read {@code msg}: both are accepted.
   */
  private static Head head(JsonReader reader) throws IOException {
    Long code = null;
    String message = null;
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (name.equals("code")) {
        code = Json.MOSHI.adapter(Long.class).fromJson(reader);
      } else if ((name.equals("msg") || name.equals("message")) && reader.peek() == Token.STRING) {
        message = reader.nextString();
      } else {
        reader.skipValue();
      }
    }
    reader.endObject();
    return new Head(code, message);
  }

  private interface Parser<T> {
    @Nullable T parse(JsonReader reader) throws IOException;
  }

  private static <T> T parse(ApiResponse answer, Parser<T> parser) throws MalformedException {
    if (answer.cut()) {
      throw new MalformedException("$", "is longer than " + ApiResponse.MAX_BODY_BYTES + " bytes");
    }
    if (answer.body().size() == 0) {
      throw new MalformedException("$", "is empty");
    }
    boolean marked = answer.body().startsWith(BYTE_ORDER_MARK);
    JsonReader reader =
        JsonReader.of(
            new Buffer()
                .write(marked ? answer.body().substring(BYTE_ORDER_MARK.size()) : answer.body()));
    try {
      T value = parser.parse(reader);
      if (value == null) {
        throw new MalformedException("$", "is null");
      }
      Json.expect(reader, Token.END_DOCUMENT);
      return value;
    } catch (RequiredComponents.Missing e) {
      throw new MalformedException(e.path, MISSING);
    } catch (JsonDataException e) {
      throw new MalformedException(
          reader.getPath(), MOSHI_PATH.matcher(String.valueOf(e.getMessage())).replaceFirst(""));
    } catch (EOFException e) {
      throw new MalformedException("$", "ends too early");
    } catch (JsonEncodingException e) {
      throw new MalformedException("$", "is not JSON");
    } catch (IOException e) {
      throw new AssertionError("Reading from memory cannot fail", e);
    }
  }

  private UnexpectedResponseException unexpected(ApiResponse answer, String place, String reason) {
    String path = redactor.redact(place); // made of names that the service chose
    String excerpt = redactor.excerpt(answer.body());
    String message =
        "Could not "
            + answer.action()
            + ": the answer breaks the contract, "
            + path
            + " "
            + redactor.redact(reason)
            + ". It came with HTTP "
            + answer.status()
            + (excerpt.isEmpty() ? "." : " and begins with: \"" + excerpt + "\".")
            + " Does the base URL lead to the Powerdrill API, with no proxy or login page in between?"
            + answer.traceIds(redactor);
    return new UnexpectedResponseException(
        message,
        answer.status(),
        path,
        excerpt,
        answer.traceId(redactor),
        answer.externalTraceId());
  }

  /** The host only: a redirect's path and query may hold secrets of whoever sent it. */
  private static String redirectTarget(ApiResponse answer) {
    String location = answer.headers().get("Location");
    HttpUrl target = location == null ? null : HttpUrl.parse(location);
    return target == null ? "" : " to " + target.host();
  }
}
