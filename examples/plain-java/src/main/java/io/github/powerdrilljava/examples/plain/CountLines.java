package io.github.powerdrilljava.examples.plain;

import io.github.powerdrilljava.DataSources;
import io.github.powerdrilljava.PowerdrillClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads a data source as a stream, which never lies on the disk. */
public final class CountLines {

  private CountLines() {}

  /** Arguments: the ids of a dataset and of one of its data sources. */
  public static void main(String[] arguments) throws IOException {
    try (PowerdrillClient powerdrill = PowerdrillClient.fromEnvironment()) {
      System.out.println(lines(powerdrill.dataSources(), arguments[0], arguments[1]));
    }
  }

  static long lines(DataSources dataSources, String datasetId, String dataSourceId)
      throws IOException {
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                dataSources.open(datasetId, dataSourceId), StandardCharsets.UTF_8))) {
      return text.lines().count();
    }
  }
}
