package io.github.powerdrilljava.internal.api;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to read a record without what the contract requires of it. Generated records mark the
 * components that may be missing with {@link Nullable}; Moshi reads any missing one as {@code
 * null}.
 */
final class RequiredComponents<T> extends JsonAdapter<T> {

  static final JsonAdapter.Factory FACTORY =
      (type, annotations, moshi) -> {
        Class<?> raw = Types.getRawType(type);
        if (!raw.isRecord() || raw.isAnnotationPresent(JsonClass.class)) {
          return null;
        }
        return new RequiredComponents<>(
            moshi.nextAdapter(RequiredComponents.FACTORY, type, annotations), raw);
      };

  private static final Pattern INDEX = Pattern.compile("\\[([0-9]+)]$");

  private final JsonAdapter<T> record;
  private final List<RecordComponent> required;

  private RequiredComponents(JsonAdapter<T> record, Class<?> raw) {
    this.record = record;
    this.required = new ArrayList<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component);
      }
    }
  }

  @Override
  public @Nullable T fromJson(JsonReader reader) throws IOException {
    T value = record.fromJson(reader);
    if (value != null) {
      for (RecordComponent component : required) {
        if (read(component, value) == null) {
          throw new Missing(pathOfLast(reader) + "." + nameInJson(component));
        }
      }
    }
    return value;
  }

  /** In an array, the reader's path is that of the next element already. */
  private static String pathOfLast(JsonReader reader) {
    Matcher next = INDEX.matcher(reader.getPath());
    return next.replaceFirst(index -> "[" + (Integer.parseInt(index.group(1)) - 1) + "]");
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    record.toJson(writer, value);
  }

  private static @Nullable Object read(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "A generated record keeps its accessor from being called: " + component, e);
    }
  }

  private static String nameInJson(RecordComponent component) {
    Json name = component.getAnnotation(Json.class);
    return name == null ? component.getName() : name.name();
  }

  /** A required field is missing or null. */
  static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String path;

    Missing(String path) {
      super(path + " is required but missing or null", null, false, false);
      this.path = path;
    }
  }
}
