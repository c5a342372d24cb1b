package io.github.powerdrilljava;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of a client that talks to a {@link ScriptedServer}. */
abstract class ScriptedTest {

  ScriptedServer server;
  PowerdrillClient client;

  @BeforeEach
  void start() {
    server = new ScriptedServer();
    client = server.client();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }
}
