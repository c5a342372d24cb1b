package io.github.powerdrilljava.examples.plain;

import io.github.powerdrilljava.DataSources;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Powerdrill of a test's own, and a client of it. */
final class TestSandbox implements AutoCloseable {
  static final String DATASET = "dset-1";

  private final Path directory;
  private final PowerdrillSandbox sandbox = PowerdrillSandbox.start();
  private final PowerdrillClient client =
      PowerdrillClient.builder()
          .baseUrl(sandbox.baseUrl().toString())
          .apiKey(sandbox.apiKey())
          .userId(sandbox.userId())
          .maxRequestsPerSecond(0)
          .build();

  TestSandbox(Path directory) {
    this.directory = directory;
  }

  DataSources dataSources() {
    return client.dataSources();
  }

  void put(String id, String content) throws IOException {
    sandbox.put(DATASET, id, Files.writeString(directory.resolve(id + ".csv"), content));
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
