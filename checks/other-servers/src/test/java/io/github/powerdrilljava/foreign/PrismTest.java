package io.github.powerdrilljava.foreign;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Prism, which serves the vendor's own file and its examples; skipped unless {@code install-prism}
 * has installed it.
 */
class PrismTest extends AtMockServer {

  private static final Path PRISM = Path.of("target/prism/node_modules/.bin/prism");
  private static final String LISTENING = "Prism is listening on ";

  private static Process prism;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Files.exists(PRISM), "there is no Prism: checks/other-servers/install-prism");
    int port = NginxProcess.freePort();
    prism =
        new ProcessBuilder(
                PRISM.toString(),
                "mock",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "../../openapi/powerdrill-v2.yaml")
            .redirectErrorStream(true)
            .start();
    url = "http://127.0.0.1:" + port;
    awaitListening(prism.inputReader());
  }

  private static void awaitListening(BufferedReader output) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(LISTENING)) {
        drain(output);
        return;
      }
      all.append(line).append('\n');
    }
    throw new IOException("Prism did not start:\n" + all);
  }

  /** So that it never waits for someone to read. */
  private static void drain(BufferedReader output) {
    Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "prism-output");
    reader.setDaemon(true);
    reader.start();
  }

  @AfterAll
  static void stop() {
    if (prism != null) {
      prism.destroy();
      prism.onExit().join();
    }
  }

  @Override
  String baseUrl() {
    return url;
  }
}
