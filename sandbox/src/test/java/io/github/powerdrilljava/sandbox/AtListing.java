package io.github.powerdrilljava.sandbox;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** A sandbox whose lists are read. */
abstract class AtListing {

  final PowerdrillSandbox sandbox = TestContract.start();
  final PlainClient client = new PlainClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  void putMany(int count) {
    IntStream.rangeClosed(1, count).forEach(this::putOne);
  }

  void putOne(int number) {
    putOne("ds-" + number);
  }

  void putOne(String id) {
    sandbox.put(SandboxDataSource.withoutFile("dset", id, "a.csv"));
  }
}
