package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and ids where the lists of the service are odd. */
class NamesInListsTest extends AtNames {

  /** A service with one record in every list, of which it counts so many, and no presigned URL. */
  private static MockWebServer listing(int counted) throws IOException {
    MockWebServer service = new MockWebServer();
    service.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            boolean isList = request.getMethod().equals("GET");
            String record =
                "{\"id\":\"id-1\",\"dataset_id\":\"id-1\",\"name\":\"a.csv\",\"type\":\"FILE\","
                    + "\"status\":\"synched\"}";
            return new MockResponse.Builder()
                .code(isList ? 200 : 404)
                .setHeader("Content-Type", "application/json")
                .body(
                    isList
                        ? "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":100,\"total_items\":"
                            + counted
                            + ",\"records\":["
                            + record
                            + "]}}"
                        : "{\"code\":300003,\"msg\":\"no\"}")
                .build();
          }
        });
    service.start();
    return service;
  }

  private Outcome askOneThatLists(int counted, String... args) throws IOException {
    try (MockWebServer service = listing(counted)) {
      Map<String, String> environment = environment();
      environment.put(AtSandbox.URL, service.url("/api").toString());
      return Outcome.of(environment, args);
    }
  }

  @Test
  void areNotFoundInAListThatIsNotComplete() throws IOException {
    Outcome outcome = askOneThatLists(2, "presign", "id-1", "a.csv");
    assertThat(outcome.exitCode()).isEqualTo(9);
    assertThat(outcome.err()).contains("the service counts 2 but lists 1");
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 0, 1})
  void doNotWinOverTheIdOfADatasetWhateverTheServiceCounts(int counted) throws IOException {
    assertThat(askOneThatLists(counted, "datasources", "id-2").out()).contains("a.csv");
  }

  @Test
  void areNotTakenForIdsByAServiceThatHasAnEmptyListForEverything() throws IOException {
    try (MockWebServer service = new MockWebServer()) {
      service.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return new MockResponse.Builder()
                  .setHeader("Content-Type", "application/json")
                  .body(
                      "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":10,"
                          + "\"total_items\":0,\"records\":[]}}")
                  .build();
            }
          });
      service.start();
      Map<String, String> environment = environment();
      environment.put(AtSandbox.URL, service.url("/api").toString());
      String target = directory.resolve("target").toString();

      assertThat(Outcome.of(environment, "export", "nope", "-o", target).exitCode()).isEqualTo(4);
      assertThat(Outcome.of(environment, "datasources", "nope").exitCode()).isEqualTo(4);
    }
    assertThat(directory).isEmptyDirectory();
  }
}
