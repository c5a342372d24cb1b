package io.github.powerdrilljava;

import io.github.powerdrilljava.contract.PromptSockets;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;

/** A server that gives the answers it is told to, for what the sandbox would never answer. */
final class ScriptedServer implements AutoCloseable {

  static final String API_KEY = "secret-key-7f3a9c1e5b2d";
  static final String URL = "https://store.example/sales.csv?Signature=5ec2e7";
  static final String SUCCESS = ContractResponses.presigned(URL, "2024-11-13T14:15:22.123Z");

  /** Held, since the log manager forgets loggers that nobody holds. Its warnings are our intent. */
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  static {
    QUIET.setLevel(Level.OFF);
  }

  private final MockWebServer server = new MockWebServer();

  ScriptedServer() {
    QueueDispatcher inOrder = new QueueDispatcher();
    inOrder.setFailFast(true); // else a request that should not come waits for an answer
    server.setServerSocketFactory(new PromptSockets());
    server.setDispatcher(inOrder);
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer: JSON with the service's trace id. */
  ScriptedServer answers(int status, String json) {
    return answers(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "application/json")
            .addHeader("x-pd-trace-id", "trace-42")
            .body(json)
            .build());
  }

  ScriptedServer answers(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  String baseUrl() {
    return server.url("/api").toString();
  }

  String url(String path) {
    return server.url(path).toString();
  }

  PowerdrillClient.Builder clientBuilder() {
    return PowerdrillClient.builder()
        .apiKey(API_KEY)
        .userId("tmm-1")
        .baseUrl(baseUrl())
        .retries(Retries.NONE)
        .maxRequestsPerSecond(0);
  }

  PowerdrillClient client() {
    return clientBuilder().build();
  }

  RecordedRequest takeRequest() {
    try {
      return server.takeRequest();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int requestCount() {
    return server.getRequestCount();
  }

  MockWebServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }
}
