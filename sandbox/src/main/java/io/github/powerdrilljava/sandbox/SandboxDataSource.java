package io.github.powerdrilljava.sandbox;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data source of the sandbox.
 *
 * <pre>{@code
 * sandbox.put(SandboxDataSource.of("dset-1", "ds-1", Path.of("sales.csv")).withName("Sales"));
 * sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-2", "gone.csv"));
 * }</pre>
 *
 * @param datasetId the dataset it is in, not blank
 * @param dataSourceId its own id, not blank
 * @param name the name that is listed: any text, also one that other data sources have
 * @param status the status that is listed; a file is served whatever it is
 * @param size the size that is listed, in bytes; the service may leave it open
 * @param file the file that is served, or null for a data source that is only listed and cannot be
 *     presigned
 */
public record SandboxDataSource(
    String datasetId,
    String dataSourceId,
    String name,
    Status status,
    @Nullable Long size,
    @Nullable Path file) {

  /** How far the service has processed a data source. */
  public enum Status {
    /** It is being processed. */
    SYNCHING,
    /** It can be used. */
    SYNCHED,
    /** It is waiting, or has failed: the service's documentation says either. */
    INVALID;

    String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Status> of(String json) {
      return Arrays.stream(values()).filter(status -> status.json().equals(json)).findFirst();
    }
  }

  /**
   * Checks the ids.
   *
   * @throws IllegalArgumentException if an id is blank, or the size is negative
   */
  public SandboxDataSource {
    requireText("datasetId", datasetId);
    requireText("dataSourceId", dataSourceId);
    if (size != null && size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
  }

  /**
   * A synched data source with the name and the present size of its file.
   *
   * @throws IllegalArgumentException if an id is blank
   * @throws UncheckedIOException if the file is not a regular file or cannot be read
   */
  public static SandboxDataSource of(String datasetId, String dataSourceId, Path file) {
    requireText("datasetId", datasetId);
    requireText("dataSourceId", dataSourceId);
    Path absolute = file.toAbsolutePath();
    long size = StoredObject.size(absolute);
    return new SandboxDataSource(
        datasetId, dataSourceId, StoredObject.name(absolute), Status.SYNCHED, size, absolute);
  }

  /**
   * A synched data source of unknown size that is only listed. To presign it fails with code
   * 300008.
   *
   * @throws IllegalArgumentException if an id is blank
   */
  public static SandboxDataSource withoutFile(String datasetId, String dataSourceId, String name) {
    return new SandboxDataSource(datasetId, dataSourceId, name, Status.SYNCHED, null, null);
  }

  /** The same with another name; a presigned URL ends with the file's own name. */
  public SandboxDataSource withName(String name) {
    return new SandboxDataSource(datasetId, dataSourceId, name, status, size, file);
  }

  /** The same with another status. */
  public SandboxDataSource withStatus(Status status) {
    return new SandboxDataSource(datasetId, dataSourceId, name, status, size, file);
  }

  /** The same with another size that is listed, or with none. */
  public SandboxDataSource withSize(@Nullable Long size) {
    return new SandboxDataSource(datasetId, dataSourceId, name, status, size, file);
  }

  static void requireText(String parameter, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(parameter + " must not be blank: \"" + value + "\"");
    }
  }
}
