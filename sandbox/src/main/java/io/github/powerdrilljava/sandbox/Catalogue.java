package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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

  /** Puts the files of each folder, in the order of their names. */
  List<SandboxDataSource> putAll(Path directory) {
    List<SandboxDataSource> all = new ArrayList<>();
    for (Path dataset : children(directory)) {
      if (Files.isDirectory(dataset)) {
        for (Path file : children(dataset)) {
          if (Files.isRegularFile(file)) {
            all.add(put(name(dataset), name(file), file));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The directory cannot be read: " + directory, e);
    }
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
