package io.github.powerdrilljava.sandbox;

import io.github.powerdrilljava.sandbox.SandboxDataSource.Status;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dataset: its data sources, in the order in which their ids were first put. Thread-safe. */
final class Dataset {
  private final Map<String, Served> served = new LinkedHashMap<>();

  /**
   * The lists that were asked for since the last change, so that a page costs no more than it
   * holds.
   */
  private final Map<Optional<Status>, List<SandboxDataSource>> lists = new HashMap<>();

  private volatile Description description;

  Dataset(Description description) {
    this.description = description;
  }

  /** What a list of datasets shows. */
  record Description(String id, String name, String text) {}

  /**
   * A data source with what is stored of it.
   *
   * @param object null if it is only listed
   */
  record Served(SandboxDataSource source, @Nullable StoredObject object) {}

  Description description() {
    return description;
  }

  void describe(Description changed) {
    description = changed;
  }

  synchronized void put(Served dataSource) {
    served.put(dataSource.source().dataSourceId(), dataSource);
    lists.clear();
  }

  synchronized boolean remove(String dataSourceId) {
    lists.clear();
    return served.remove(dataSourceId) != null;
  }

  synchronized Optional<Served> find(String dataSourceId) {
    return Optional.ofNullable(served.get(dataSourceId));
  }

  /** All data sources, or those with a status. */
  synchronized List<SandboxDataSource> list(Optional<Status> status) {
    return lists.computeIfAbsent(
        status,
        wanted ->
            served.values().stream()
                .map(Served::source)
                .filter(source -> wanted.isEmpty() || wanted.get() == source.status())
                .toList());
  }
}
