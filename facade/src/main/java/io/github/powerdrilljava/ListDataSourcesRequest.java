package io.github.powerdrilljava;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the data sources of one dataset.
 *
 * <pre>{@code
 * powerdrill
 *     .dataSources()
 *     .list(ListDataSourcesRequest.of("dset-…").withStatus(DataSourceStatus.SYNCHED))
 *     .forEach(dataSource -> System.out.println(dataSource.id() + " " + dataSource.name()));
 * }</pre>
 */
public final class ListDataSourcesRequest extends ServiceRequest<ListDataSourcesRequest> {

  private final DataSourceListFields fields;
  private final ProgressListener progress;

  private ListDataSourcesRequest(
      Caller caller, DataSourceListFields fields, ProgressListener progress) {
    super(caller, fields);
    this.fields = fields;
    this.progress = progress;
  }

  private record DataSourceListFields(
      String datasetId, @Nullable DataSourceStatus status, int pageSize) {}

  @Override
  ListDataSourcesRequest of(Caller caller) {
    return new ListDataSourcesRequest(caller, fields, progress);
  }

  /**
   * A request for all data sources of a dataset that the client's own user sees.
   *
   * @param datasetId not blank, not {@code "."} or {@code ".."}; any other text arrives at the
   *     service exactly as given
   */
  public static ListDataSourcesRequest of(String datasetId) {
    return new ListDataSourcesRequest(
        CLIENTS_OWN,
        new DataSourceListFields(datasetId, null, ListDatasetsRequest.DEFAULT_PAGE_SIZE),
        ListDatasetsRequest.NO_PROGRESS);
  }

  /** The same request for data sources with this status; {@code null} for any. */
  public ListDataSourcesRequest withStatus(@Nullable DataSourceStatus status) {
    return new ListDataSourcesRequest(
        caller(), new DataSourceListFields(fields.datasetId, status, fields.pageSize), progress);
  }

  /**
   * The same request with pages of this many records, 1 or more; 100 by default. The service may
   * give smaller pages: that is no end of the list.
   */
  public ListDataSourcesRequest withPageSize(int pageSize) {
    return new ListDataSourcesRequest(
        caller(), new DataSourceListFields(fields.datasetId, fields.status, pageSize), progress);
  }

  /**
   * The same request, whose listing reports to this listener how many records it has found, of how
   * many that the service counts, after each page. Where the last report has fewer than the total,
   * the service counts records that it does not list.
   */
  public ListDataSourcesRequest withProgress(ProgressListener progress) {
    return new ListDataSourcesRequest(
        caller(), fields, Objects.requireNonNull(progress, "progress"));
  }

  /** The dataset whose data sources are listed. */
  public String datasetId() {
    return fields.datasetId;
  }

  /** The status that is asked for; {@code null} for any. */
  public @Nullable DataSourceStatus status() {
    return fields.status;
  }

  /** The most records that a page has. */
  public int pageSize() {
    return fields.pageSize;
  }

  /** The listener that progress is reported to. */
  public ProgressListener progress() {
    return progress;
  }
}
