package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.MismatchException;
import io.github.powerdrilljava.internal.http.Observation;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a connection to the object store tries again. */
class StoreRetriesTest {

  private static final Duration ASKED = Duration.ofSeconds(20);

  private final StoreRetries retries =
      retries(new Retries(2, Duration.ZERO, Duration.ZERO, ASKED.multipliedBy(3)));

  private static StoreRetries retries(Retries settings) {
    return new StoreRetries(
        new RetryPolicy(settings, new Random()), Observation.NONE, String::valueOf);
  }

  private static IOException askingForAWait() throws IOException {
    return askingForAWait(ASKED);
  }

  private static IOException askingForAWait(Duration asked) throws IOException {
    return StoreException.of(
        new Response.Builder()
            .request(new Request.Builder().url("https://store.example/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(503)
            .message("Busy")
            .header("Retry-After", String.valueOf(asked.toSeconds()))
            .body(ResponseBody.create("", null))
            .build());
  }

  @Test
  void waitsThatTheStoreAsksForAreNoAttemptsUntilTheyAreTooLongTogether() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(retries.afterFailure(askingForAWait())).isEqualTo(ASKED);
    }
    assertThat(retries.afterFailure(askingForAWait())).as("the last attempt").isEqualTo(ASKED);
    assertThat(retries.afterFailure(askingForAWait())).isNull();
    retries.progressed();
    assertThat(retries.afterFailure(askingForAWait())).isEqualTo(ASKED);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true"})
  void aWaitOfLessThanASecondIsAnAttempt(int seconds, boolean isNone) throws IOException {
    Duration asked = Duration.ofSeconds(seconds);
    for (int i = 0; i < 2; i++) {
      assertThat(retries.afterFailure(askingForAWait(asked)) != null).isEqualTo(i == 0 || isNone);
    }
  }

  @Test
  void waitsForNothingWhereThereAreNoRetries() throws IOException {
    assertThat(retries(Retries.NONE).afterFailure(askingForAWait())).isNull();
  }

  static Stream<IOException> lastingFailures() {
    return Stream.of(
        new FileSystemException("sales.csv.part"),
        new ObjectChangedException(),
        new MismatchException("another"));
  }

  @ParameterizedTest
  @MethodSource("lastingFailures")
  void whatIsNoFailureOfTheStoreIsNotTriedAgain(IOException failure) {
    assertThat(retries.afterFailure(failure)).isNull();
  }
}
