package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ProgressListener;

/** How many records of a list came, and how many the service counts. */
final class ListCount implements ProgressListener {

  private long listed;
  private long counted;

  @Override
  public void onProgress(long listedRecords, long countedRecords) {
    listed = listedRecords;
    counted = countedRecords;
  }

  /**
   * To be called after the last record.
   *
   * @throws IncompleteListException if the service did not list all
   */
  void requireAll() {
    if (listed < counted) {
      throw new IncompleteListException(listed, counted);
    }
  }
}
