package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A server on loopback that gives one response after the other, and the facade's client of it. */
final class Server implements AutoCloseable {

  static final String API_KEY = "secret-key-of-the-contract-suite";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Held, since the log manager forgets loggers that nobody holds: it logs every request. */
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  static {
    QUIET.setLevel(Level.OFF);
  }

  private final MockWebServer server = new MockWebServer();
  private final PowerdrillClient client;
  private volatile MockResponse response = new MockResponse.Builder().build();
  private volatile @Nullable RecordedRequest received;

  Server() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            received = request;
            return response;
          }
        });
    server.setServerSocketFactory(new PromptSockets());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = clientOf(server.url("/api").toString(), API_KEY, "tmm-1");
  }

  static PowerdrillClient clientOf(String baseUrl, String apiKey, String userId) {
    return PowerdrillClient.builder()
        .baseUrl(baseUrl)
        .apiKey(apiKey)
        .userId(userId)
        .callTimeout(TIMEOUT)
        .proxy(Proxy.NO_PROXY)
        .retries(Retries.NONE)
        .maxRequestsPerSecond(0)
        .build();
  }

  PowerdrillClient client() {
    return client;
  }

  /** The response to whatever comes next. */
  void respond(ContractResponse next) {
    received = null;
    MockResponse.Builder builder = new MockResponse.Builder().code(next.status());
    next.headers().forEach(builder::addHeader);
    response = (next.body().isEmpty() ? builder : builder.body(next.body())).build();
  }

  /** What came since, null if nothing did. */
  @Nullable ReceivedRequest received() {
    RecordedRequest request = received;
    return request == null
        ? null
        : new ReceivedRequest(
            ReceivedRequest.Side.API,
            Instant.now(),
            request.getMethod(),
            request.getTarget(),
            request.getHeaders().toMultimap());
  }

  ByteString receivedBody() {
    ByteString body = received == null ? null : received.getBody();
    return body == null ? ByteString.EMPTY : body;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
