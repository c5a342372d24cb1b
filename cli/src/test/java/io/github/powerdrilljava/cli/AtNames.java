package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox for one test, whose datasets and data sources have names. */
abstract class AtNames {

  final PowerdrillSandbox sandbox = PowerdrillSandbox.start();

  @TempDir Path served;

  @TempDir Path directory;

  @AfterEach
  void close() {
    sandbox.close();
  }

  Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            AtSandbox.KEY, sandbox.apiKey(),
            AtSandbox.USER, sandbox.userId(),
            AtSandbox.URL, sandbox.baseUrl().toString()));
  }

  Outcome run(String... args) {
    return Outcome.of(environment(), args);
  }

  /** A data source whose content is its id. */
  SandboxDataSource put(String datasetId, String id, String name) throws IOException {
    Path file = Files.writeString(served.resolve(datasetId + "-" + id), id);
    return sandbox.put(SandboxDataSource.of(datasetId, id, file).withName(name));
  }

  /** The requests of the API so far, without what is always the same. */
  List<String> requests() {
    return sandbox.requests().stream()
        .filter(each -> each.side() == ReceivedRequest.Side.API)
        .map(each -> each.method() + " " + each.target().replaceFirst(".*/team/", ""))
        .map(each -> each.replaceFirst("[?&]user_id=[^&]*&?", "?").replaceFirst("\\?$", ""))
        .toList();
  }
}
