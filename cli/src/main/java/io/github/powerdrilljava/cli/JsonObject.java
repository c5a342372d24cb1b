package io.github.powerdrilljava.cli;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A JSON object of one line, whose text is safe on a terminal. */
final class JsonObject {

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** Adds a member that is a text, {@code null}, or a number or truth value. */
  JsonObject put(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** Adds a member that is an object. */
  JsonObject put(String name, JsonObject value) {
    members.put(name, value.members);
    return this;
  }

  /** Adds a member that is a list of objects. */
  JsonObject put(String name, List<JsonObject> values) {
    members.put(name, values.stream().map(each -> each.members).toList());
    return this;
  }

  @Override
  public String toString() {
    Buffer buffer = new Buffer();
    try (JsonWriter writer = JsonWriter.of(buffer)) {
      writer.setSerializeNulls(true);
      writer.jsonValue(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return Printable.json(buffer.readUtf8());
  }
}
