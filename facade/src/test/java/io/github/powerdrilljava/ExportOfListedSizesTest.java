package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a body ends with its connection, by plain http, it may have been cut off: it is all of the
 * data source if it has as many bytes as are listed. What states its length itself is believed.
 */
@Timeout(60)
class ExportOfListedSizesTest extends ScriptedTest {

  private static final String BODY = "half";

  @TempDir Path directory;

  private void lists(String size) {
    server.answers(
        200,
        """
        {"code": 0, "data": {"page_number": 1, "page_size": 100, "total_items": 1, "records": [
          {"id": "ds-1", "dataset_id": "dset-1", "name": "sales.csv", "type": "FILE",
           "status": "synched", "size": %s}]}}
        """
            .formatted(size));
    server.answers(
        200, ContractResponses.presigned(server.url("/sales.csv"), "2124-11-13T14:15:22Z"));
  }

  private static MockResponse endsWithItsConnection() {
    return new MockResponse.Builder()
        .body(BODY)
        .removeHeader("Content-Length")
        .onResponseEnd(new SocketEffect.CloseSocket())
        .build();
  }

  private ExportResult export() {
    return client.dataSources().export(ExportRequest.of("dset-1", directory));
  }

  @Test
  void aShorterBodyIsCutOff() {
    lists("8");
    server.answers(endsWithItsConnection());
    ExportException failure = catchThrowableOfType(ExportException.class, this::export);
    assertThat(failure.result().failures().get(0).failure())
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("the connection broke: only 4 of 8 listed bytes arrived.");
    assertThat(directory.resolve("sales.csv")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "3", "null"})
  void anyOtherIsAll(String size) {
    lists(size);
    server.answers(endsWithItsConnection());
    assertThat(export().downloaded()).isEqualTo(1);
    assertThat(directory.resolve("sales.csv")).hasContent(BODY);
  }

  @Test
  void soIsOneThatARangeStated() {
    lists("8");
    server.answers(
        new MockResponse.Builder()
            .code(206)
            .addHeader("Content-Range", "bytes 0-1/4")
            .body(BODY.substring(0, 2))
            .build());
    server.answers(endsWithItsConnection());
    assertThat(export().downloaded()).isEqualTo(1);
    assertThat(directory.resolve("sales.csv")).hasContent(BODY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLengthIsBelievedThatTheResponseStates(boolean isChunked) {
    lists("8");
    MockResponse.Builder response = new MockResponse.Builder();
    server.answers((isChunked ? response.chunkedBody(BODY, 3) : response.body(BODY)).build());
    assertThat(export().downloaded()).isEqualTo(1);
    assertThat(directory.resolve("sales.csv")).hasContent(BODY);
  }
}
