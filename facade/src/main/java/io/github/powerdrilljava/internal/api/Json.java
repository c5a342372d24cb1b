package io.github.powerdrilljava.internal.api;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the contract means it. Moshi alone lets a number pass for a string and a missing field
 * for {@code null}, and does not know dates.
 */
public final class Json {

  public static final Moshi MOSHI =
      new Moshi.Builder()
          .add(RequiredComponents.FACTORY)
          .add(String.class, new Scalar<>(Token.STRING, text -> text))
          .add(
              Long.class, new Scalar<>(Token.NUMBER, text -> new BigDecimal(text).longValueExact()))
          .add(BigDecimal.class, new Scalar<>(Token.NUMBER, BigDecimal::new))
          .add(Instant.class, new Scalar<>(Token.STRING, Json::instant))
          .add(LocalDate.class, new Scalar<>(Token.STRING, LocalDate::parse))
          .build();

  /** Far beyond any sane number: the JDK takes minutes to read one of a few million digits. */
  private static final int MAX_NUMBER_LENGTH = 1000;

  /** More digits than {@link Instant} holds; they cannot be told apart in Java, so they are cut. */
  private static final Pattern BEYOND_NANOSECONDS = Pattern.compile("(\\.\\d{9})\\d+");

  private Json() {}

  /** Moshi would read a number out of a string, and a string out of a number. */
  static void expect(JsonReader reader, Token token) throws IOException {
    if (reader.peek() != token) {
      throw new JsonDataException(
          "expected a " + name(token) + " but was a " + name(reader.peek()));
    }
  }

  private static String name(Token token) {
    return token.name().toLowerCase(Locale.ROOT).replace("begin_", "");
  }

  /** Reads RFC 3339 with any offset and any number of fraction digits. */
  private static Instant instant(String text) {
    Instant usual = UtcTime.parse(text);
    if (usual != null) {
      return usual;
    }
    String upperCase = text.toUpperCase(Locale.ROOT);
    return OffsetDateTime.parse(BEYOND_NANOSECONDS.matcher(upperCase).replaceFirst("$1"))
        .toInstant();
  }

  /**
   * A value that is one JSON token of the right kind, never another kind that could be read as one.
   */
  private static final class Scalar<T> extends JsonAdapter<T> {
    private final Token token;
    private final Function<String, T> parse;

    Scalar(Token token, Function<String, T> parse) {
      this.token = token;
      this.parse = parse;
    }

    @Override
    public @Nullable T fromJson(JsonReader reader) throws IOException {
      if (reader.peek() == Token.NULL) {
        return reader.nextNull();
      }
      expect(reader, token);
      String text = reader.nextString();
      if (token == Token.NUMBER && text.length() > MAX_NUMBER_LENGTH) {
        throw new JsonDataException("is a number of " + text.length() + " characters");
      }
      try {
        return parse.apply(text);
      } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
        // Not the cause's message: it cuts the text, and half a secret cannot be found in it.
        throw new JsonDataException(text.isEmpty() ? "is empty" : "cannot be read: " + text, e);
      }
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
      if (value instanceof Number number) {
        writer.value(number);
      } else {
        writer.value(value == null ? null : value.toString());
      }
    }
  }
}
