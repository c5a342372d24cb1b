package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The directory of an export: which file belongs to which data source. */
final class ExportDirectory implements AutoCloseable {

  private final ExportRequest request;
  private final ExportNames names;
  private final Manifest manifest;

  private ExportDirectory(ExportRequest request, ExportNames names, Manifest manifest) {
    this.request = request;
    this.names = names;
    this.manifest = manifest;
  }

  /** Makes it if it is not there, but for a dry run, and keeps other exports out. */
  static ExportDirectory open(ExportRequest request) throws IOException {
    Path directory = request.directory();
    ExportNames names = new ExportNames(directory);
    Path manifest = manifest(request);
    if (request.isDryRun()) {
      return new ExportDirectory(
          request, names, Manifest.read(manifest, entry -> names.reserve(entry.path())));
    }
    Files.createDirectories(directory);
    return new ExportDirectory(
        request, names, Manifest.open(manifest, entry -> names.reserve(entry.path())));
  }

  static Path manifest(ExportRequest request) {
    return request.directory().resolve(ExportResult.MANIFEST);
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
