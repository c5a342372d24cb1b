package io.github.powerdrilljava;

/**
 * Asks for what the service knows of one data source.
 *
 * <pre>{@code
 * DataSource dataSource =
 *     powerdrill
 *         .dataSources()
 *         .get(DataSourceRequest.of("dset-…", "ds-…").withUserId("tmm-…"));
 * }</pre>
 */
public final class DataSourceRequest extends ServiceRequest<DataSourceRequest> {

  private final DataSourceFields fields;

  private DataSourceRequest(Caller caller, DataSourceFields fields) {
    super(caller, fields);
    this.fields = fields;
  }

  private record DataSourceFields(String datasetId, String dataSourceId) {}

  @Override
  DataSourceRequest of(Caller caller) {
    return new DataSourceRequest(caller, fields);
  }

  /**
   * A request in the name of the client's own user.
   *
   * @param datasetId not blank, not {@code "."} or {@code ".."}; any other text arrives at the
   *     service exactly as given
   * @param dataSourceId likewise
   */
  public static DataSourceRequest of(String datasetId, String dataSourceId) {
    return new DataSourceRequest(CLIENTS_OWN, new DataSourceFields(datasetId, dataSourceId));
  }

  /** The dataset that holds the data source. */
  public String datasetId() {
    return fields.datasetId;
  }

  /** The data source that is asked for. */
  public String dataSourceId() {
    return fields.dataSourceId;
  }
}
