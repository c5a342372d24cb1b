package io.github.powerdrilljava.sandbox;

import io.github.powerdrilljava.sandbox.Dataset.Description;
import io.github.powerdrilljava.sandbox.Dataset.Served;
import io.github.powerdrilljava.sandbox.Operation.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The datasets of the project, in the order in which their ids were first put. Thread-safe. */
final class Catalogue {
  private final Map<String, Dataset> datasets = new LinkedHashMap<>();

  /** One object for all data sources of a file, so that it is hashed once. */
  private final Map<Path, StoredObject> files = new HashMap<>();

  void putDataset(String id, String name, String description) {
    SandboxDataSource.requireText("id", id);
    dataset(id).describe(new Description(id, name, description));
  }

  SandboxDataSource put(SandboxDataSource source) {
    StoredObject object = source.file() == null ? null : object(source, source.file());
    dataset(source.datasetId()).put(new Served(source, object));
    return source;
  }

  /** Puts the files of each folder, in the order of their names. */
  List<SandboxDataSource> putAll(Path directory) {
    List<SandboxDataSource> all = new ArrayList<>();
    for (Path dataset : children(directory)) {
      if (Files.isDirectory(dataset)) {
        for (Path file : children(dataset)) {
          if (Files.isRegularFile(file)) {
            all.add(
                put(
                    SandboxDataSource.of(
                        StoredObject.name(dataset), StoredObject.name(file), file)));
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

  boolean remove(String datasetId, String dataSourceId) {
    return find(datasetId).map(dataset -> dataset.remove(dataSourceId)).orElse(false);
  }

  Optional<StoredObject> object(String datasetId, String dataSourceId) {
    return find(datasetId)
        .flatMap(dataset -> dataset.find(dataSourceId))
        .flatMap(served -> Optional.ofNullable(served.object()));
  }

  synchronized List<Dataset> datasets() {
    return List.copyOf(datasets.values());
  }

  /** The dataset of that id, which a parameter of a request has given. */
  Dataset require(String parameter, String id) throws Refusal {
    return find(id)
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.RESOURCE_NOT_FOUND, parameter + " names no dataset of the project"));
  }

  /**
   * The data source of those ids, which {@code dataset_id} and {@code datasource_id} have given.
   */
  Served require(Call call) throws Refusal {
    return require("dataset_id", call.ids().get(0))
        .find(call.ids().get(1))
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "datasource_id names no data source of the dataset"));
  }

  private synchronized Optional<Dataset> find(String id) {
    return Optional.ofNullable(datasets.get(id));
  }

  /** Unless it is there, the dataset is made: its name is its id. */
  private synchronized Dataset dataset(String id) {
    return datasets.computeIfAbsent(id, made -> new Dataset(new Description(made, made, "")));
  }

  /** Whoever puts a data source again has changed its file, also if that is not to be seen. */
  private StoredObject object(SandboxDataSource source, Path file) {
    Path absolute = file.toAbsolutePath();
    StoredObject.size(absolute);
    boolean again = object(source.datasetId(), source.dataSourceId()).isPresent();
    StoredObject object = object(absolute, again);
    object.version();
    return object;
  }

  private synchronized StoredObject object(Path absolute, boolean fresh) {
    if (fresh) {
      files.remove(absolute);
    }
    return files.computeIfAbsent(absolute, StoredObject::new);
  }
}
