package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * What the service knows of a data source.
 *
 * <pre>{@code
 * DataSource dataSource = powerdrill.dataSources().get("dset-…", "ds-…");
 * System.out.println(dataSource.name() + ": " + dataSource.size() + " bytes");
 * }</pre>
 *
 * @param id its id, unique
 * @param datasetId the dataset that it is in
 * @param name what people call it: any text, not unique within its dataset, and no file name; see
 *     {@link DataSources} for names of files
 * @param type what kind of data source it is, such as {@code "FILE"}
 * @param status how far the service has processed it
 * @param size in bytes; {@code null} where the service does not state it
 */
public record DataSource(
    String id,
    String datasetId,
    String name,
    String type,
    DataSourceStatus status,
    @Nullable Long size) {

  /** On one line, whatever the name holds. */
  @Override
  public String toString() {
    return Redactor.oneLine(
        "DataSource[id=%s, datasetId=%s, name=%s, type=%s, status=%s, size=%s]"
            .formatted(id, datasetId, name, type, status, size));
  }
}
