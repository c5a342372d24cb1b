package io.github.powerdrilljava.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path of the presign operation, taken apart. */
record PresignRoute(String datasetId, String dataSourceId) {
  private static final List<String> TEMPLATE =
      List.of("api", "v2", "team", "datasets", "", "datasources", "", "presign");
  private static final int DATASET = 4;
  private static final int DATA_SOURCE = 6;

  /** The ids in a path that is still percent-encoded, or null if the path is another one. */
  static @Nullable PresignRoute of(String rawPath) {
    List<String> segments = PathSegments.decode(rawPath);
    if (segments.size() != TEMPLATE.size()) {
      return null;
    }
    for (int i = 0; i < TEMPLATE.size(); i++) {
      boolean isId = i == DATASET || i == DATA_SOURCE;
      String segment = segments.get(i);
      boolean matches = isId ? !segment.isEmpty() : segment.equals(TEMPLATE.get(i));
      if (!matches) {
        return null;
      }
    }
    return new PresignRoute(segments.get(DATASET), segments.get(DATA_SOURCE));
  }
}
