package io.github.powerdrilljava;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the datasets of the project.
 *
 * <pre>{@code
 * powerdrill
 *     .datasets()
 *     .list(ListDatasetsRequest.all().withSearch("sales"))
 *     .forEach(dataset -> System.out.println(dataset.id() + " " + dataset.name()));
 * }</pre>
 */
public final class ListDatasetsRequest extends ServiceRequest<ListDatasetsRequest> {

  static final int DEFAULT_PAGE_SIZE = 100;
  static final ProgressListener NO_PROGRESS = (done, total) -> {};

  private final DatasetListFields fields;
  private final ProgressListener progress;

  private ListDatasetsRequest(Caller caller, DatasetListFields fields, ProgressListener progress) {
    super(caller, fields);
    this.fields = fields;
    this.progress = progress;
  }

  private record DatasetListFields(@Nullable String search, int pageSize) {}

  @Override
  ListDatasetsRequest of(Caller caller) {
    return new ListDatasetsRequest(caller, fields, progress);
  }

  /** A request for all datasets that the client's own user sees. */
  public static ListDatasetsRequest all() {
    return new ListDatasetsRequest(
        CLIENTS_OWN, new DatasetListFields(null, DEFAULT_PAGE_SIZE), NO_PROGRESS);
  }

  /**
   * The same request for datasets with this text in their name or description, as the service
   * understands it: not blank, at most 128 characters. {@code null} for all.
   */
  public ListDatasetsRequest withSearch(@Nullable String search) {
    return new ListDatasetsRequest(
        caller(), new DatasetListFields(search, fields.pageSize), progress);
  }

  /**
   * The same request with pages of this many records, 1 or more; 100 by default. The service may
   * give smaller pages: that is no end of the list.
   */
  public ListDatasetsRequest withPageSize(int pageSize) {
    return new ListDatasetsRequest(
        caller(), new DatasetListFields(fields.search, pageSize), progress);
  }

  /**
   * The same request, whose listing reports to this listener how many records it has found, of how
   * many that the service counts, after each page. Where the last report has fewer than the total,
   * the service counts records that it does not list.
   */
  public ListDatasetsRequest withProgress(ProgressListener progress) {
    return new ListDatasetsRequest(caller(), fields, Objects.requireNonNull(progress, "progress"));
  }

  /** The text that is looked for; {@code null} for all datasets. */
  public @Nullable String search() {
    return fields.search;
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
