package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.internal.http.ShownUrl;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The directory of an export: which file belongs to which data source. */
final class ExportDirectory implements AutoCloseable {

  private final ExportRequest request;
  private final String service;
  private final ExportNames names;
  private final Manifest manifest;

  private ExportDirectory(
      ExportRequest request, String service, ExportNames names, Manifest manifest) {
    this.request = request;
    this.service = service;
    this.names = names;
    this.manifest = manifest;
  }

  /**
   * Makes it if it is not there, but for a dry run, and keeps other exports out.
   *
   * @param service the base URL of the API: another one may have other data of the same ids
   * @throws FileSystemException if it holds an export from another service, or another export is
   *     under way
   */
  static ExportDirectory open(ExportRequest request, String service) throws IOException {
    ExportNames names = new ExportNames(request.directory());
    Set<String> others = new TreeSet<>();
    Consumer<ManifestEntry> entries =
        entry -> {
          names.reserve(entry.path());
          if (entry.service() != null && !entry.service().equals(service)) {
            others.add(entry.service());
          }
        };
    Path path = manifest(request);
    if (!request.isDryRun()) {
      Files.createDirectories(request.directory());
    }
    Manifest manifest =
        request.isDryRun() ? Manifest.read(path, entries) : Manifest.open(path, entries);
    ExportDirectory directory = new ExportDirectory(request, service, names, manifest);
    if (!others.isEmpty()) {
      directory.close();
      throw new FileSystemException(
          path.toString(),
          null,
          "it is of an export from "
              + ShownUrl.of(others.iterator().next())
              + ", not from "
              + service
              + ". Export to another directory");
    }
    return directory;
  }

  static Path manifest(ExportRequest request) {
    return request.directory().resolve(ExportResult.MANIFEST);
  }

  /** The base URL of the API. */
  String service() {
    return service;
  }

  /**
   * Where a data source is to be.
   *
   * @param entry what the manifest has of it, null if nothing
   */
  record Place(DataSource dataSource, Path file, @Nullable ManifestEntry entry) {}

  /** A data source keeps its file as long as it keeps its name. */
  Place placeOf(DataSource dataSource) throws IOException {
    ManifestEntry entry = manifest.find(request.datasetId(), dataSource.id());
    return entry != null
            && entry.name().equals(ManifestEntry.written(dataSource.name()))
            && names.isPossible(entry.path())
        ? new Place(dataSource, request.directory().resolve(entry.path()), entry)
        : new Place(dataSource, names.choose(dataSource.name(), dataSource.id()), null);
  }

  /** Records a file that is in place. */
  void add(ManifestEntry entry) throws IOException {
    manifest.add(entry);
  }

  @Override
  public void close() throws IOException {
    manifest.close();
  }
}
