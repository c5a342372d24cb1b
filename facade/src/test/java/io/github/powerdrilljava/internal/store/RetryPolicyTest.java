package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.ServerException;
import io.github.powerdrilljava.UnexpectedResponseException;
import io.github.powerdrilljava.Violation;
import io.github.powerdrilljava.internal.http.BoundedDns;
import io.github.powerdrilljava.internal.http.BrokenResponseException;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.InterceptorException;
import io.github.powerdrilljava.internal.http.Observation;
import io.github.powerdrilljava.internal.http.ProxyException;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {

  private static final Duration PLENTY = Duration.ofHours(1);

  private static PowerdrillApiException refusal(
      int status, @Nullable Long code, @Nullable Duration retryAfter) {
    return new PowerdrillApiException("no", status, code, "no", retryAfter, "trace", "own");
  }

  private static PowerdrillConnectionException broken(IOException cause) {
    return new PowerdrillConnectionException("no", "own", cause);
  }

  static Stream<Arguments> failures() {
    SSLHandshakeException untrusted = new SSLHandshakeException("no path");
    untrusted.initCause(new CertificateException("expired"));
    return Stream.of(
        arguments(broken(new ConnectException("refused")), true),
        arguments(broken(new SocketException("Connection reset")), true),
        arguments(broken(new SocketTimeoutException("timeout")), true),
        arguments(broken(new EOFException("ends")), true),
        arguments(broken(new SSLHandshakeException("Remote host terminated the handshake")), true),
        arguments(broken(untrusted), false),
        arguments(broken(new SSLPeerUnverifiedException("other host")), false),
        arguments(broken(new UnknownHostException("nowhere")), false),
        arguments(broken(new BoundedDns.NoResponseException("slow")), true),
        arguments(broken(new BrokenResponseException("no length")), true),
        arguments(broken(new CancelledException()), false),
        arguments(broken(new InterceptorException(new IllegalStateException())), false),
        arguments(broken(new ProxyException("who are you?", false)), false),
        arguments(broken(new ProxyException("busy", true)), true),
        arguments(new ServerException(refusal(500, null, null)), true),
        arguments(new ServerException(refusal(501, null, null)), false),
        arguments(new ServerException(refusal(522, null, null)), true),
        arguments(new ServerException(refusal(200, 9999L, null)), true),
        arguments(new RateLimitException(refusal(429, null, null)), true),
        arguments(new RateLimitException(refusal(200, 201L, null)), true),
        arguments(refusal(429, 77L, null), true),
        arguments(refusal(408, null, null), true),
        arguments(refusal(400, 300001L, null), false),
        arguments(refusal(409, null, null), false),
        arguments(new AuthenticationException(refusal(500, 1003L, null)), false),
        arguments(new NotFoundException(refusal(200, 300003L, null)), false),
        arguments(new UnexpectedResponseException("no", 200, "$", "", null, "own"), false),
        arguments(new InvalidRequestException(List.of(new Violation("f", "v", "r"))), false),
        arguments(new IllegalStateException("closed"), false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void repeatsWhatMayPassAndNothingElse(Throwable failure, boolean repeated) {
    assertThat(policy(Retries.DEFAULT, 0.5).nextDelay(failure, 1, PLENTY) != null)
        .isEqualTo(repeated);
  }

  /** For a request to the API and one to the object store alike. */
  @ParameterizedTest
  @CsvSource({
    "400, false", "401, false", "403, false", "404, false", "408, true", "409, false", "421, false",
    "425, true", "429, true", "499, false", "500, true", "501, false", "502, true", "503, true",
    "504, true", "505, false", "506, false", "507, false", "508, false", "509, true", "510, false",
    "511, false", "520, true", "522, true", "529, true", "530, true", "598, true", "599, true",
    "600, false", "999, false",
  })
  void knowsTheStatusesThatAreTransient(int status, boolean repeated) throws IOException {
    Response response =
        new Response.Builder()
            .request(new Request.Builder().url("https://store.example").build())
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message("")
            .build();
    RetryPolicy policy = policy(Retries.DEFAULT, 0.5);
    assertThat(
            new StoreRetries(policy, Observation.NONE, String::valueOf)
                    .afterFailure(StoreException.of(response))
                != null)
        .isEqualTo(repeated);
    assertThat(policy.nextDelay(refusal(status, null, null), 1, PLENTY) != null)
        .isEqualTo(repeated);
  }

  static Stream<Duration> absurdWaits() {
    return Stream.of(
        Duration.ofNanos(Long.MAX_VALUE - 1),
        Duration.ofNanos(Long.MAX_VALUE).plusNanos(1),
        Duration.ofDays(365_000_000),
        ChronoUnit.FOREVER.getDuration());
  }

  @ParameterizedTest
  @MethodSource("absurdWaits")
  void countsWithWaitsThatNobodyCouldSitOut(Duration absurd) {
    for (Duration firstDelay : List.of(Duration.ZERO, Duration.ofNanos(3), absurd)) {
      RetryPolicy policy = policy(new Retries(Integer.MAX_VALUE, firstDelay, absurd, absurd), 1.0);
      for (int attempts : new int[] {1, 2, 63, 64, 1000}) {
        assertThat(policy.delay(attempts, null))
            .isBetween(Duration.ZERO, Duration.ofNanos(Long.MAX_VALUE));
        assertThat(policy.nextDelay(slowDown(absurd), attempts, PLENTY)).isNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // made, random, delay
    "1, 0.0, 0",
    "1, 0.5, 250",
    "2, 0.5, 500",
    "3, 0.5, 1000",
    "4, 0.5, 2000",
    "5, 0.5, 4000",
    "6, 0.5, 4000",
    "60, 0.5, 4000",
  })
  void waitsARandomTimeBelowABoundThatDoubles(int made, double random, long millis) {
    assertThat(
            policy(Retries.DEFAULT.withMaxAttempts(99), random)
                .nextDelay(broken(new EOFException()), made, PLENTY))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void neverWaitsLongerThanTheLongestDelay() {
    RetryPolicy policy =
        policy(new Retries(9, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ZERO), 1.0);
    assertThat(IntStream.rangeClosed(1, 5).mapToObj(made -> policy.delay(made, null)))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 5L, 5L);
  }

  @Test
  void makesNoMoreAttemptsThanAllowed() {
    RetryPolicy policy = policy(Retries.DEFAULT, 0.5);
    assertThat(policy.nextDelay(broken(new EOFException()), 3, PLENTY)).isNotNull();
    assertThat(policy.nextDelay(broken(new EOFException()), 4, PLENTY)).isNull();
    assertThat(policy(Retries.NONE, 0.5).nextDelay(broken(new EOFException()), 1, PLENTY)).isNull();
  }

  @Test
  void obeysRetryAfterUpToItsBound() {
    RetryPolicy policy = policy(Retries.DEFAULT, 0.5);
    assertThat(policy.nextDelay(slowDown(3), 1, PLENTY)).isEqualTo(Duration.ofSeconds(3));
    assertThat(policy.nextDelay(slowDown(0), 1, PLENTY)).isEqualTo(Duration.ofMillis(250));
    assertThat(policy.nextDelay(slowDown(20), 1, PLENTY)).isEqualTo(Duration.ofSeconds(20));
    assertThat(policy.nextDelay(slowDown(21), 1, PLENTY)).isNull();
  }

  @Test
  void doesNotWaitForAnAttemptThatWouldComeTooLate() {
    RetryPolicy policy = policy(Retries.DEFAULT, 0.5);
    assertThat(policy.nextDelay(slowDown(3), 1, Duration.ofMillis(3001))).isNotNull();
    assertThat(policy.nextDelay(slowDown(3), 1, Duration.ofSeconds(3))).isNull();
  }

  private static RateLimitException slowDown(int seconds) {
    return slowDown(Duration.ofSeconds(seconds));
  }

  private static RateLimitException slowDown(Duration wait) {
    return new RateLimitException(refusal(429, 201L, wait));
  }

  private static RetryPolicy policy(Retries retries, double random) {
    return new RetryPolicy(
        retries,
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException();
          }

          @Override
          public double nextDouble() {
            return random;
          }
        });
  }
}
