package io.github.powerdrilljava.examples.observability;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientListener;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A download that succeeds although its first presign fails and its first URL is expired. */
final class TroubledDownload {

  static final int BYTES = 3 << 20;

  private TroubledDownload() {}

  /** In this directory, observed by this listener. */
  static void make(Path directory, ClientListener listener) throws IOException {
    Path file = Files.write(directory.resolve("there.csv"), new byte[BYTES]);
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start();
        PowerdrillClient powerdrill =
            PowerdrillClient.builder()
                .baseUrl(sandbox.baseUrl().toString())
                .apiKey(sandbox.apiKey())
                .userId(sandbox.userId())
                .listener(
                    event -> {
                      listener.onEvent(event);
                      expireFirstUrl(event, sandbox);
                    })
                .build()) {
      sandbox.put("dset-1", "ds-1", file);
      sandbox.faults().next(Fault.failure(503, 9999, "try again"));
      powerdrill.dataSources().download("dset-1", "ds-1", directory.resolve("here.csv"));
    }
  }

  private static void expireFirstUrl(ClientEvent event, PowerdrillSandbox sandbox) {
    if (event instanceof RequestEnded end && end.status() == 200 && sandbox.requestCount() == 2) {
      sandbox.advanceClock(Duration.ofHours(1));
    }
  }

  /** For a process of its own. */
  public static void main(String[] directory) throws IOException {
    make(Path.of(directory[0]), event -> {});
  }
}
