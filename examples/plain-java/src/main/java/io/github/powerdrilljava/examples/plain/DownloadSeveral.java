package io.github.powerdrilljava.examples.plain;

import io.github.powerdrilljava.DataSources;
import io.github.powerdrilljava.PowerdrillClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Downloads data sources at the same time, without a thread that waits for each. */
public final class DownloadSeveral {

  private DownloadSeveral() {}

  /** Arguments: the id of a dataset, a directory, and the ids of data sources. */
  public static void main(String[] arguments) {
    try (PowerdrillClient powerdrill = PowerdrillClient.fromEnvironment()) {
      List<String> ids = Stream.of(arguments).skip(2).toList();
      download(powerdrill.dataSources(), arguments[0], ids, Path.of(arguments[1]))
          .join()
          .forEach(System.out::println);
    }
  }

  /** The files, once all are there; each is named by the id of its data source. */
  static CompletableFuture<List<Path>> download(
      DataSources dataSources, String datasetId, List<String> ids, Path directory) {
    List<CompletableFuture<Path>> downloads =
        ids.stream()
            .map(id -> dataSources.downloadAsync(datasetId, id, directory.resolve(id)))
            .toList();
    return CompletableFuture.allOf(downloads.toArray(CompletableFuture[]::new))
        .thenApply(all -> downloads.stream().map(CompletableFuture::join).toList());
  }
}
