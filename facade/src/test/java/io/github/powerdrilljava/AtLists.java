package io.github.powerdrilljava;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sandbox with data sources, and a client that asks as often as it likes. */
abstract class AtLists {

  PowerdrillSandbox sandbox;
  PowerdrillClient client;

  @BeforeEach
  void start() {
    sandbox = PowerdrillSandbox.start();
    client = client();
  }

  PowerdrillClient client() {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId())
        .maxRequestsPerSecond(0)
        .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  void put(int count) {
    IntStream.range(0, count).forEach(this::putOne);
  }

  void putOne(int number) {
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-" + number, "file " + number));
  }

  static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(number -> "ds-" + number).toList();
  }
}
