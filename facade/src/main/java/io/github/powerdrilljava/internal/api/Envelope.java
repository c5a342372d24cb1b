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
 * Opens the envelope {@code {code, data, msg}} of every response: a value, or the one exception
 * that states why there is none. Nowhere else is a response judged.
 */
final class Envelope {

  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");
  private static final String MISSING = "is required but missing or null";
  private static final Pattern MOSHI_PATH = Pattern.compile(" at (path )?\\$.*", Pattern.DOTALL);

  private final Redactor redactor;
  private final ApiErrors errors;

  Envelope(Redactor redactor) {
    this.redactor = redactor;
    this.errors = new ApiErrors(redactor);
  }

  /**
   * @throws PowerdrillException if the response is anything but a success with all that the
   *     contract requires
   */
  <E, D, T> PowerdrillResponse<T> open(ApiRequest<E, D, T> request, ApiResponse response) {
    if (response.isRedirect()) {
      throw unexpected(
          response, "$", "is a redirect" + redirectTarget(response) + ", which is not followed");
    }
    try {
      if (!response.isSuccessful()) {
        throw refusal(response);
      }
      return read(request, response);
    } catch (MalformedException e) {
      throw response.isSuccessful()
          ? unexpected(response, e.path, e.getMessage())
          : errors.of(response, null, null);
    }
  }

  private <E, D, T> PowerdrillResponse<T> read(ApiRequest<E, D, T> request, ApiResponse response)
      throws MalformedException {
    try {
      E envelope =
          parse(
              response,
              reader -> {
                UniqueFields.require(reader.peekJson());
                return request.envelope().fromJson(reader);
              });
      if (request.code().apply(envelope) == 0) {
        return success(request, response, request.data().apply(envelope));
      }
    } catch (MalformedException e) {
      Long code =
          parse(response, Envelope::head).code; // a refusal need not have what a success has
      if (code == null) {
        throw new MalformedException("$.code", MISSING);
      }
      if (code == 0) {
        throw e;
      }
    }
    throw refusal(response);
  }

  private PowerdrillException refusal(ApiResponse response) throws MalformedException {
    Head head = parse(response, Envelope::head);
    return errors.of(response, head.code, head.message);
  }

  private <D, T> PowerdrillResponse<T> success(
      ApiRequest<?, D, T> request, ApiResponse response, @Nullable D data)
      throws MalformedException {
    if (data == null) {
      throw new MalformedException("$.data", MISSING);
    }
    return new PowerdrillResponse<>(
        request.result().of(data),
        response.status(),
        response.traceId(redactor),
        response.externalTraceId());
  }

  /** The parts of the envelope that distinguish success from failure. */
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
        Long next = Json.MOSHI.adapter(Long.class).fromJson(reader);
        if (code != null && !code.equals(next)) {
          throw new UniqueFields.RepeatedException(reader.getPath());
        }
        code = next;
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

  private static <T> T parse(ApiResponse response, Parser<T> parser) throws MalformedException {
    if (response.cut()) {
      throw new MalformedException("$", "is longer than " + ApiResponse.MAX_BODY_BYTES + " bytes");
    }
    if (response.body().size() == 0) {
      throw new MalformedException("$", "is empty");
    }
    boolean marked = response.body().startsWith(BYTE_ORDER_MARK);
    JsonReader reader =
        JsonReader.of(
            new Buffer()
                .write(
                    marked ? response.body().substring(BYTE_ORDER_MARK.size()) : response.body()));
    try {
      T value = parser.parse(reader);
      if (value == null) {
        throw new MalformedException("$", "is null");
      }
      Json.expect(reader, Token.END_DOCUMENT);
      return value;
    } catch (RequiredComponents.Missing e) {
      throw new MalformedException(e.path, MISSING);
    } catch (UniqueFields.RepeatedException e) {
      throw new MalformedException(e.path, UniqueFields.TWICE);
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

  private UnexpectedResponseException unexpected(
      ApiResponse response, String place, String reason) {
    String path = redactor.redact(place); // made of names that the service chose
    String excerpt = redactor.excerpt(response.body());
    String message =
        "Could not "
            + response.action()
            + ": the response breaks the contract, "
            + path
            + " "
            + redactor.redact(reason)
            + ". It came with HTTP "
            + response.status()
            + (excerpt.isEmpty() ? "." : " and begins with: \"" + excerpt + "\".")
            + " Does the base URL lead to the Powerdrill API, with no proxy or login page in between?"
            + response.traceIds(redactor);
    return new UnexpectedResponseException(
        message,
        response.status(),
        path,
        excerpt,
        response.traceId(redactor),
        response.externalTraceId());
  }

  /** The host only: a redirect's path and query may hold secrets of its sender. */
  private static String redirectTarget(ApiResponse response) {
    String location = response.headers().get("Location");
    HttpUrl target = location == null ? null : HttpUrl.parse(location);
    return target == null ? "" : " to " + target.host();
  }
}
