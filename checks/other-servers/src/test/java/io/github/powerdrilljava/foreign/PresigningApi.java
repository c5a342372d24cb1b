package io.github.powerdrilljava.foreign;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Powerdrill's part before a store: answers each presign call with a URL of that store. */
final class PresigningApi implements AutoCloseable {

  private final MockWebServer server = new MockWebServer();

  /** Starts it. What it says of the end of the URLs is that they live for an hour. */
  PresigningApi(Supplier<PresignedUrl> urls) throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(urls.get());
          }
        });
    server.start();
  }

  private static MockResponse answer(PresignedUrl url) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(ContractResponses.presigned(url.url(), Instant.now().plusSeconds(3600).toString()))
        .build();
  }

  PowerdrillClient client() {
    return PowerdrillClient.builder()
        .apiKey("secret-key-of-the-api")
        .userId("tmm-1")
        .baseUrl(server.url("/api").toString())
        .retries(new Retries(4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
        .build();
  }

  /** How many URLs were asked for. */
  int calls() {
    return server.getRequestCount();
  }

  @Override
  public void close() {
    server.close();
  }
}
