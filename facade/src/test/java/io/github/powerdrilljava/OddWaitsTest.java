package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait that nobody could sit out ends a call at once, and one that is none delays nothing. */
@Timeout(30)
class OddWaitsTest extends AtRawServer {

  static Stream<String> absurdWaits() {
    return Stream.of(
        "Retry-After: 3000000000",
        "Retry-After: 2147483648",
        "Retry-After: 1" + "0".repeat(30),
        "Retry-After: 5\nRetry-After: 3000000000",
        "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT");
  }

  @ParameterizedTest
  @MethodSource("absurdWaits")
  void aWaitThatNobodyCouldSitOutFailsAtOnce(String header) {
    for (int status : new int[] {429, 503, 408}) {
      try (RawServer server =
              RawServer.responding(
                  "HTTP/1.1 " + status + " No\n" + header + "\nContent-Length: 0\n\n");
          PowerdrillClient client = client(server)) {
        PowerdrillApiException failure =
            catchThrowableOfType(
                PowerdrillApiException.class, () -> client.dataSources().presign("dset-1", "ds-1"));
        assertThat(failure.retryAfter()).isGreaterThan(Duration.ofSeconds(Integer.MAX_VALUE));
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure).hasMessageMatching(".* It asks to wait \\d{10,} s\\. .*");
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "", "soon", "0"})
  void aWaitThatIsNoneIsNoWait(String value) {
    for (int status : new int[] {429, 503, 408}) {
      try (RawServer server =
              RawServer.responding(
                  "HTTP/1.1 %d No\nRetry-After: %s\nContent-Length: 0\n\n"
                      .formatted(status, value));
          PowerdrillClient client = client(server)) {
        PowerdrillApiException failure =
            catchThrowableOfType(
                PowerdrillApiException.class, () -> client.dataSources().presign("dset-1", "ds-1"));
        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(server.requests()).as("all of them counted").hasSize(2);
      }
    }
  }
}
