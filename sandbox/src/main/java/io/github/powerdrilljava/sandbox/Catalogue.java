package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which file is behind which data source. */
final class Catalogue {
  private record Id(String dataset, String dataSource) {}

  private final Map<Id, StoredObject> objects = new ConcurrentHashMap<>();

  SandboxDataSource put(String datasetId, String dataSourceId, Path file) {
    requireText("datasetId", datasetId);
    requireText("dataSourceId", dataSourceId);
    Path absolute = file.toAbsolutePath();
    if (!Files.isRegularFile(absolute)) {
      String reason = Files.exists(absolute) ? "not a regular file" : "no such file";
      IOException cause = new FileSystemException(absolute.toString(), null, reason);
      throw new UncheckedIOException("Not a file that can be served: " + absolute, cause);
    }
    StoredObject object = new StoredObject(absolute, name(absolute));
    long size = object.version().size();
    objects.put(new Id(datasetId, dataSourceId), object);
    return new SandboxDataSource(datasetId, dataSourceId, absolute, size);
  }

  Optional<StoredObject> find(String datasetId, String dataSourceId) {
    return Optional.ofNullable(objects.get(new Id(datasetId, dataSourceId)));
  }

  boolean hasDataset(String datasetId) {
    return objects.keySet().stream().anyMatch(id -> id.dataset().equals(datasetId));
  }

  static String name(Path file) {
    return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
  }

  private static void requireText(String parameter, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(parameter + " must not be blank: \"" + value + "\"");
    }
  }
}
