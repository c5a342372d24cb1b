package io.github.powerdrilljava.shrunk;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PowerdrillClient;
import java.nio.file.Path;

/** Calls every operation. */
public final class Program {

  private Program() {}

  /** With a base URL, an API key, a user id and a directory to export to. */
  public static void main(String[] args) {
    try (PowerdrillClient powerdrill =
        PowerdrillClient.builder().baseUrl(args[0]).apiKey(args[1]).userId(args[2]).build()) {
      Dataset dataset = powerdrill.datasets().list().findFirst().orElseThrow();
      DataSource source = powerdrill.dataSources().list(dataset.id()).findFirst().orElseThrow();
      String status = powerdrill.dataSources().get(dataset.id(), source.id()).status().toString();
      boolean presigned =
          !powerdrill.dataSources().presign(dataset.id(), source.id()).url().isEmpty();
      long exported =
          powerdrill
              .dataSources()
              .export(ExportRequest.of(dataset.id(), Path.of(args[3])))
              .downloaded();
      System.out.println(
          source.name()
              + " "
              + status
              + " "
              + presigned
              + " "
              + exported
              + " "
              + missing(powerdrill));
    }
  }

  private static String missing(PowerdrillClient powerdrill) {
    try {
      return powerdrill.dataSources().presign("dset-1", "no-such").url();
    } catch (NotFoundException e) {
      return "not found";
    }
  }
}
