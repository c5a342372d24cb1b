package io.github.powerdrilljava.nativeimage;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignRequest;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A program that calls every operation, in each way in which results are read. */
final class EveryOperation {

  private EveryOperation() {}

  /** With a base URL, a file that holds the API key, a user id and a directory to export to. */
  public static void main(String[] args) throws Exception {
    try (PowerdrillClient powerdrill =
        PowerdrillClient.builder()
            .baseUrl(args[0])
            .apiKey(Files.readString(Path.of(args[1])))
            .userId(args[2])
            .build()) {
      Dataset dataset = powerdrill.datasets().list().findFirst().orElseThrow();
      DataSource source = powerdrill.dataSources().list(dataset.id()).findFirst().orElseThrow();
      powerdrill.dataSources().get(dataset.id(), source.id());
      powerdrill
          .dataSources()
          .presignAsync(
              PresignRequest.of(dataset.id(), source.id()).withExpiresIn(Duration.ofMinutes(1)))
          .get();
      powerdrill.dataSources().export(ExportRequest.of(dataset.id(), Path.of(args[3])));
      try (InputStream content = powerdrill.dataSources().open(dataset.id(), source.id())) {
        content.readAllBytes();
      }
      try {
        powerdrill.dataSources().presign(dataset.id(), "no-such");
        throw new IllegalStateException("presigned what is not there");
      } catch (NotFoundException e) {
        System.out.println("every operation was called");
      }
    }
  }
}
