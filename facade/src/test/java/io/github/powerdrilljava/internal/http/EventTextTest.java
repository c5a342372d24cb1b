package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log states of what a caller's listener gets, too. */
class EventTextTest {

  private static final Operation DOWNLOAD = new Operation(7, null, "download", null, null, null);

  private static String text(int status, @Nullable String traceId, @Nullable String failure) {
    ClientEvent.Request request = new ClientEvent.Request(8, "GET", "https://store.example/a?…");
    return String.valueOf(
        EventText.of(
            new ClientEvent.RequestEnded(
                DOWNLOAD, request, status, traceId, 40, Duration.ofMillis(30), failure)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 |              | HTTP 200",
        "0   | EOFException | EOFException",
        "206 | EOFException | HTTP 206, then EOFException",
      })
  void aRequestEndsInOneOfThreeWays(int status, @Nullable String failure, String outcome) {
    assertThat(text(status, null, failure))
        .isEqualTo(
            "download #7: GET https://store.example/a?…: " + outcome + " after 30 ms, 40 bytes");
  }

  @Test
  void aRequestIsFoundByItsTraceIdAndItsParent() {
    assertThat(text(200, "trace-42", null)).endsWith(", 40 bytes, trace id trace-42");
    Operation presign = new Operation(9, 7L, "presign", null, null, null);
    assertThat(EventText.of(new ClientEvent.OperationEnded(presign, Duration.ofMillis(5), null)))
        .isEqualTo("presign #9 of #7: succeeded after 5 ms");
  }
}
