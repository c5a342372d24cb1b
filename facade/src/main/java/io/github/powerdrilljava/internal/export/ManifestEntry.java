package io.github.powerdrilljava.internal.export;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a manifest: a file that was in place when the line was written.
 *
 * @param path the file's name in the directory of the manifest
 * @param listedSize the size that the service stated, null if it stated none
 * @param validator the store's, null if it had none
 * @param service the base URL of the API, null in a line that an earlier build wrote
 */
record ManifestEntry(
    String dataset,
    String id,
    String name,
    String path,
    long size,
    @Nullable Long listedSize,
    String sha256,
    Instant fetchedAt,
    @Nullable String validator,
    @Nullable String service) {

  /** A name as it is in a manifest, where half a character, which a cut may leave, cannot be. */
  static String written(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  String toJson() {
    Buffer json = new Buffer();
    try (JsonWriter writer = JsonWriter.of(json)) {
      writer.setSerializeNulls(true);
      writer.beginObject();
      writer.name("dataset").value(dataset);
      writer.name("id").value(id);
      writer.name("name").value(name);
      writer.name("path").value(path);
      writer.name("size").value(size);
      writer.name("listed_size").value(listedSize);
      writer.name("sha256").value(sha256);
      writer.name("fetched_at").value(fetchedAt.toString());
      writer.name("validator").value(validator);
      writer.name("service").value(service);
      writer.endObject();
    } catch (IOException e) {
      throw new AssertionError("Writing to memory cannot fail", e);
    }
    return json.readUtf8();
  }

  /** Null for a line that is no entry, or names a file elsewhere. */
  static @Nullable ManifestEntry parse(String line) {
    Map<String, String> texts = new HashMap<>();
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(line))) {
      reader.beginObject();
      while (reader.hasNext()) {
        String field = reader.nextName();
        if (reader.peek() == Token.STRING || reader.peek() == Token.NUMBER) {
          texts.put(field, reader.nextString());
        } else {
          reader.skipValue();
        }
      }
      reader.endObject();
      return reader.peek() == Token.END_DOCUMENT ? of(texts) : null;
    } catch (IOException | JsonDataException | DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable ManifestEntry of(Map<String, String> texts) {
    String listedSize = texts.get("listed_size");
    ManifestEntry entry =
        new ManifestEntry(
            required(texts, "dataset"),
            required(texts, "id"),
            required(texts, "name"),
            required(texts, "path"),
            Long.parseLong(required(texts, "size")),
            listedSize == null ? null : Long.valueOf(listedSize),
            required(texts, "sha256"),
            Instant.parse(required(texts, "fetched_at")),
            texts.get("validator"),
            texts.get("service"));
    return ExportNames.isSafe(entry.path) ? entry : null;
  }

  private static String required(Map<String, String> texts, String field) {
    String text = texts.get(field);
    if (text == null) {
      throw new JsonDataException("no " + field);
    }
    return text;
  }
}
