package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a request says within the rules arrives as it was said; for anything else, nothing is
 * sent. Ids in paths: {@link PathEncodingTest}.
 */
class RequestPropertiesTest {

  private static final PresignRequest REQUEST = PresignRequest.of("dset-1", "ds-1");
  private static final String TRACE_ID = "[!-~]([ -~]{0,126}[!-~])?";
  private static final Duration MAX_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

  private final ScriptedServer server = new ScriptedServer();
  private final PowerdrillClient client;

  RequestPropertiesTest() {
    server.server().setDispatcher(new Answers());
    // On a connection that is kept, each answer's second packet would wait 40 ms for a late ACK.
    ConnectionPool none = new ConnectionPool(0, 1, TimeUnit.SECONDS);
    OkHttpClient http = new OkHttpClient.Builder().connectionPool(none).build();
    client = server.clientBuilder().httpClient(http).build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void traceIdsArriveAndComeBack() {
    RandomInput.forAny(
        300,
        input -> input.first(id -> id.matches(TRACE_ID), () -> input.printable(1, 128)),
        traceId -> {
          PowerdrillResponse<PresignedUrl> response =
              client.dataSources().presignWithResponse(REQUEST.withExternalTraceId(traceId));
          assertThat(server.takeRequest().getHeaders().values("x-pd-external-trace-id"))
              .containsExactly(traceId);
          assertThat(response.externalTraceId()).isEqualTo(traceId);
        });
  }

  @Test
  void otherTraceIdsAreRefused() {
    RandomInput.forAny(
        300,
        RequestPropertiesTest::otherTraceId,
        traceId -> assertRefused(REQUEST.withExternalTraceId(traceId), "externalTraceId"));
  }

  @Test
  void userIdsArriveAsGiven() {
    RandomInput.forAny(
        300,
        RequestPropertiesTest::userId,
        userId ->
            assertThat(bodyOf(REQUEST.withUserId(userId)).get("user_id").textValue())
                .isEqualTo(userId));
  }

  @Test
  void lifetimesArriveInSeconds() {
    RandomInput.forAny(
        300,
        input -> Duration.ofSeconds(input.between(60, Integer.MAX_VALUE)),
        lifetime -> {
          JsonNode expiresIn = bodyOf(REQUEST.withExpiresIn(lifetime)).get("expires_in");
          assertThat(expiresIn.isIntegralNumber()).isTrue();
          assertThat(expiresIn.longValue()).isEqualTo(lifetime.toSeconds());
        });
  }

  @Test
  void otherLifetimesAreRefused() {
    RandomInput.forAny(
        300,
        RequestPropertiesTest::otherLifetime,
        lifetime -> assertRefused(REQUEST.withExpiresIn(lifetime), "expiresIn"));
  }

  private record Timeouts(Duration connect, Duration call) {}

  @Test
  void timeoutsAreAccepted() {
    RandomInput.forAny(
        100,
        input -> new Timeouts(timeout(input), timeout(input)),
        timeouts ->
            server
                .clientBuilder()
                .connectTimeout(timeouts.connect())
                .callTimeout(timeouts.call())
                .build()
                .close());
  }

  @Test
  void otherTimeoutsAreRefused() {
    RandomInput.forAny(
        100,
        RequestPropertiesTest::otherTimeout,
        timeout ->
            assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                    () ->
                        server.clientBuilder().connectTimeout(timeout).callTimeout(timeout).build())
                .satisfies(
                    e ->
                        assertThat(e.violations())
                            .extracting(Violation::field)
                            .containsExactly("connectTimeout", "callTimeout")));
  }

  /** Answers whatever comes, so that what should not have come fails at once. */
  private static final class Answers extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return new MockResponse.Builder().body(ScriptedServer.SUCCESS).build();
    }
  }

  private JsonNode bodyOf(PresignRequest request) throws IOException {
    client.dataSources().presign(request);
    RecordedRequest received = server.takeRequest();
    return new ObjectMapper().readTree(received.getBody().toByteArray());
  }

  private void assertRefused(PresignRequest request, String field) {
    int sent = server.requestCount();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.dataSources().presign(request))
        .satisfies(
            e ->
                assertThat(e.violations())
                    .isNotEmpty()
                    .allSatisfy(violation -> assertThat(violation.field()).isEqualTo(field)));
    assertThat(server.requestCount()).isEqualTo(sent);
  }

  private static String otherTraceId(RandomInput input) {
    return input.first(
        text -> !text.matches(TRACE_ID),
        () ->
            input.made(
                () -> input.text(200),
                () -> input.printable(129, 300),
                () -> " " + input.printable(0, 127),
                () -> input.printable(0, 127) + " ",
                () ->
                    input.printable(0, 60)
                        + input.oneOf("\n", "\u001f", "\u007f", "\u0080", "é", "\u2028")
                        + input.printable(0, 60)));
  }

  private static String userId(RandomInput input) {
    return input.first(
        id ->
            !id.isBlank()
                && id.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(id),
        () -> input.text(200));
  }

  private static Duration otherLifetime(RandomInput input) {
    return input.first(
        lifetime ->
            lifetime.getNano() != 0
                || lifetime.getSeconds() < 60
                || lifetime.getSeconds() > Integer.MAX_VALUE,
        () ->
            input.made(
                () -> duration(input, Long.MIN_VALUE, 60),
                () -> duration(input, 60, 3600),
                () -> duration(input, 3600, Long.MAX_VALUE)));
  }

  private static Duration timeout(RandomInput input) {
    return Duration.ofNanos(input.between(1_000_000, MAX_TIMEOUT.toNanos()));
  }

  private static Duration otherTimeout(RandomInput input) {
    return input.made(
        () -> Duration.ofNanos(input.between(Long.MIN_VALUE, 999_999)),
        () -> duration(input, Long.MIN_VALUE, -1),
        () ->
            MAX_TIMEOUT
                .plusNanos(1)
                .plus(duration(input, 0, Long.MAX_VALUE - MAX_TIMEOUT.toSeconds() - 2)));
  }

  private static Duration duration(RandomInput input, long minSeconds, long maxSeconds) {
    return Duration.ofSeconds(input.between(minSeconds, maxSeconds), input.between(0, 999_999_999));
  }
}
