package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A service whose object store begins to send at once and then takes hours. */
final class SlowService implements AutoCloseable {

  private final MockWebServer api = new MockWebServer();
  private final MockWebServer store = new MockWebServer();
  private final List<RecordedRequest> storeRequests = new CopyOnWriteArrayList<>();

  private final CountDownLatch asked = new CountDownLatch(1);

  SlowService() throws IOException {
    api.setDispatcher(always(this::presigned));
    store.setDispatcher(always(this::object));
    store.start();
    api.start();
  }

  String baseUrl() {
    return api.url("/api").toString();
  }

  /** Waits until the object store is asked for something. */
  void awaitStoreRequest() throws InterruptedException {
    if (!asked.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the store was not asked");
    }
  }

  /** What the object store was asked. */
  List<RecordedRequest> storeRequests() {
    return storeRequests;
  }

  private MockResponse presigned(RecordedRequest request) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json")
        .body(
            ContractResponses.presigned(
                store.url("/sales.csv?signature=s").toString(), "2999-01-01T00:00:00Z"))
        .build();
  }

  private MockResponse object(RecordedRequest request) {
    storeRequests.add(request);
    asked.countDown();
    return new MockResponse.Builder()
        .body("0123456789".repeat(100_000))
        .throttleBody(1000, 1, TimeUnit.MINUTES)
        .build();
  }

  private static Dispatcher always(Function<RecordedRequest, MockResponse> response) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return response.apply(request);
      }
    };
  }

  @Override
  public void close() {
    api.close();
    store.close();
  }
}
