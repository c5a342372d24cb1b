package io.github.powerdrilljava.internal.api;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Refuses an object that has a field twice: Moshi takes the last one, and others the first. */
final class UniqueFields {

  static final String TWICE = "is there twice";

  /** Moshi reads no more than 255, and would name all the fields above, which may hold anything. */
  private static final int MAX_DEPTH = 200;

  private UniqueFields() {}

  /** Reads the next value to its end, once, whatever is in it. */
  static void require(JsonReader reader) throws IOException {
    require(reader, 0);
  }

  private static void require(JsonReader reader, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new JsonDataException("is nested too deep");
    }
    switch (reader.peek()) {
      case BEGIN_OBJECT -> requireInObject(reader, depth);
      case BEGIN_ARRAY -> {
        reader.beginArray();
        while (reader.hasNext()) {
          require(reader, depth + 1);
        }
        reader.endArray();
      }
      default -> reader.skipValue();
    }
  }

  private static void requireInObject(JsonReader reader, int depth) throws IOException {
    Set<String> names = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      if (!names.add(reader.nextName())) {
        throw new RepeatedException(reader.getPath());
      }
      require(reader, depth + 1);
    }
    reader.endObject();
  }

  /** A field is there twice. */
  static final class RepeatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String path;

    RepeatedException(String path) {
      super(path + " " + TWICE, null, false, false);
      this.path = path;
    }
  }
}
