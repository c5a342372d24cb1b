package io.github.powerdrilljava;

import java.util.List;

/**
 * One page of a list, as the service gave it.
 *
 * <pre>{@code
 * Page<Dataset> first = powerdrill.datasets().listPage(ListDatasetsRequest.all(), 1);
 * System.out.println(first.records().size() + " of " + first.totalItems());
 * }</pre>
 *
 * @param records in the order in which they came; no order is promised
 * @param number of the page, 1 for the first, as the service states it
 * @param size how many records a page has, as the service states it, which may be fewer than were
 *     asked for
 * @param totalItems how many records there are. The contract calls it the number returned
 */
public record Page<T>(List<T> records, long number, long size, long totalItems) {

  /** Copies the records. */
  public Page {
    records = List.copyOf(records);
  }
}
