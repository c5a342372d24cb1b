package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with a file, and the environment for the command line to reach it. */
abstract class AtSandbox {

  static final String KEY = "POWERDRILL_PROJECT_API_KEY";
  static final String USER = "POWERDRILL_USER_ID";
  static final String URL = "POWERDRILL_BASE_URL";
  static final String SECRET = "secret-key-of-test";

  /**
   * Nothing may show it either, but it is no word that the scan for secrets knows: Picocli makes
   * exceptions of it, which stay unseen.
   */
  static final String ARGUMENT = "pd-given-as-argument";

  @TempDir Path served;

  final PowerdrillSandbox sandbox = PowerdrillSandbox.start();

  @BeforeEach
  void serveAFile() throws IOException {
    sandbox.put("dset", "ds", Files.writeString(served.resolve("sales.csv"), "a;b\n"));
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  /** With these variables besides, or in place of the sandbox's own. */
  Map<String, String> environment(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>();
    environment.put(KEY, sandbox.apiKey());
    environment.put(USER, sandbox.userId());
    environment.put(URL, sandbox.baseUrl().toString());
    environment.putAll(changes);
    return environment;
  }

  /** A port that nobody listens at. */
  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
