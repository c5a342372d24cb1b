package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Redactor;

/**
 * How far the service has processed a data source. The service may know more than the constants
 * here: any other value survives as it came.
 *
 * <pre>{@code
 * DataSource dataSource = powerdrill.dataSources().get("dset-…", "ds-…");
 * boolean isReady = dataSource.status().equals(DataSourceStatus.SYNCHED);
 * }</pre>
 *
 * @param value as the contract writes it
 */
public record DataSourceStatus(String value) {

  /** Being processed. */
  public static final DataSourceStatus SYNCHING = new DataSourceStatus("synching");

  /** Processed. */
  public static final DataSourceStatus SYNCHED = new DataSourceStatus("synched");

  /** Not processed: the service's texts call it failed in one place, waiting in others. */
  public static final DataSourceStatus INVALID = new DataSourceStatus("invalid");

  /** The value, without control characters. */
  @Override
  public String toString() {
    return Redactor.oneLine(value);
  }
}
