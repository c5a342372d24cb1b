package io.github.powerdrilljava.examples.gradle;

import io.github.powerdrilljava.PowerdrillClient;

/** Prints a URL by which a data source can be downloaded without a key. */
public final class Presign {

  private Presign() {}

  /** Arguments: the ids of a dataset and of one of its data sources. */
  public static void main(String[] arguments) {
    try (PowerdrillClient powerdrill = PowerdrillClient.fromEnvironment()) {
      System.out.println(url(powerdrill, arguments[0], arguments[1]));
    }
  }

  static String url(PowerdrillClient powerdrill, String datasetId, String dataSourceId) {
    return powerdrill.dataSources().presign(datasetId, dataSourceId).url();
  }
}
