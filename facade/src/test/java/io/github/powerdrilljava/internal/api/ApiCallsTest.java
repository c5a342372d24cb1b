package io.github.powerdrilljava.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.Page;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.generated.model.DatasetPage;
import io.github.powerdrilljava.generated.model.ListDatasetsResponse;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observers;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are over are forgotten, or a client that lives long would hold more and more. */
@Timeout(20)
class ApiCallsTest {

  private final MockWebServer server = new MockWebServer();
  private Transport transport;
  private ApiCalls calls;
  private ApiRequest<ListDatasetsResponse, DatasetPage, Page<Dataset>> request;

  @BeforeEach
  void start() throws IOException {
    server.start();
    transport =
        new Transport(
            new OkHttpClient(),
            true,
            server.url("/"),
            "",
            CleartextPolicy.TO_LOOPBACK_ONLY,
            Retries.NONE,
            Time.real(),
            Observers.NONE);
    calls = new ApiCalls(transport, new Redactor(""), Retries.NONE, 0);
    request = new Operations(server.url("/")).datasets(ListDatasetsRequest.all(), 7, "user-1");
  }

  @AfterEach
  void stop() {
    transport.close();
    calls.close();
    server.close();
  }

  private void respond(int status) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .body(
                "{\"code\":0,\"data\":{\"page_number\":7,\"page_size\":10,\"total_items\":0,"
                    + "\"records\":[]}}")
            .build());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void forgetACallThatIsOver(int status) {
    respond(status);
    Throwable failure = catchThrowable(() -> calls.execute(request));
    assertThat(failure == null).isEqualTo(status == 200);
    assertThat(calls.underWay).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void forgetACallOnAnotherThreadThatIsOver(int status) {
    respond(status);
    CompletableFuture<Page<Dataset>> future =
        calls.executeAsync(request, PowerdrillResponse::value);
    Throwable failure = catchThrowable(future::join);
    assertThat(failure == null).isEqualTo(status == 200);
    while (!calls.underWay.isEmpty()) { // or the time limit fails this test
      Thread.onSpinWait();
    }
  }

  @Test
  void forgetACallThatIsCancelled() {
    CompletableFuture<Page<Dataset>> future =
        calls.executeAsync(request, PowerdrillResponse::value);
    assertThat(calls.underWay).hasSize(1);
    future.cancel(true);
    assertThat(calls.underWay).isEmpty();
  }

  /** Two hundred turns at twenty a second would take ten seconds. */
  @Test
  void leaveTheirTurnToOthersWhereTheirThreadIsInterrupted() {
    ApiCalls limited = new ApiCalls(transport, new Redactor(""), Retries.NONE, 20);
    for (int i = 0; i < 200; i++) {
      Thread.currentThread().interrupt();
      assertThat(catchThrowable(() -> limited.execute(request)))
          .hasMessageContaining("the thread was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
    respond(200);
    assertThat(limited.executeAsync(request, PowerdrillResponse::value))
        .succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void takeUpNoRoomWhereWhatTheyAreAPartOfHasEnded() {
    Cancellation ended = new Cancellation();
    ended.end();
    for (int i = 0; i <= Transport.MOST_AT_A_TIME; i++) {
      assertThatThrownBy(() -> calls.continueWith(ended, request))
          .isInstanceOf(PowerdrillConnectionException.class);
    }
    respond(200);
    assertThat(calls.execute(request).value().records()).isEmpty();
  }

  @Test
  void namePagesOfDatasetsInWhatTheyFailWith() {
    respond(404);
    assertThatThrownBy(() -> calls.execute(request))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("Could not list the datasets, page 7");
  }
}
