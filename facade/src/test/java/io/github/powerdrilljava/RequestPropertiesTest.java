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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.lifecycle.AfterProperty;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

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

  @AfterProperty
  void stop() {
    client.close();
    server.close();
  }

  @Property(tries = 300, seed = "1")
  void traceIdsArriveAndComeBack(@ForAll("traceIds") String traceId) {
    PowerdrillResponse<PresignedUrl> response =
        client.dataSources().presignWithResponse(REQUEST.withExternalTraceId(traceId));
    assertThat(server.takeRequest().getHeaders().values("x-pd-external-trace-id"))
        .containsExactly(traceId);
    assertThat(response.externalTraceId()).isEqualTo(traceId);
  }

  @Property(tries = 300, seed = "1")
  void otherTraceIdsAreRefused(@ForAll("otherTraceIds") String traceId) {
    assertRefused(REQUEST.withExternalTraceId(traceId), "externalTraceId");
  }

  @Property(tries = 300, seed = "1")
  void userIdsArriveAsGiven(@ForAll("userIds") String userId) throws IOException {
    assertThat(bodyOf(REQUEST.withUserId(userId)).get("user_id").textValue()).isEqualTo(userId);
  }

  @Property(tries = 300, seed = "1")
  void lifetimesArriveInSeconds(@ForAll("lifetimes") Duration lifetime) throws IOException {
    JsonNode expiresIn = bodyOf(REQUEST.withExpiresIn(lifetime)).get("expires_in");
    assertThat(expiresIn.isIntegralNumber()).isTrue();
    assertThat(expiresIn.longValue()).isEqualTo(lifetime.toSeconds());
  }

  @Property(tries = 300, seed = "1")
  void otherLifetimesAreRefused(@ForAll("otherLifetimes") Duration lifetime) {
    assertRefused(REQUEST.withExpiresIn(lifetime), "expiresIn");
  }

  @Property(tries = 100, seed = "1")
  void timeoutsAreAccepted(
      @ForAll("timeouts") Duration connect, @ForAll("timeouts") Duration call) {
    server.clientBuilder().connectTimeout(connect).callTimeout(call).build().close();
  }

  @Property(tries = 100, seed = "1")
  void otherTimeoutsAreRefused(@ForAll("otherTimeouts") Duration timeout) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () -> server.clientBuilder().connectTimeout(timeout).callTimeout(timeout).build())
        .satisfies(
            e ->
                assertThat(e.violations())
                    .extracting(Violation::field)
                    .containsExactly("connectTimeout", "callTimeout"));
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

  @Provide
  Arbitrary<String> traceIds() {
    return printable().ofMinLength(1).ofMaxLength(128).filter(text -> text.matches(TRACE_ID));
  }

  @Provide
  Arbitrary<String> otherTraceIds() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(200),
            printable().ofMinLength(129).ofMaxLength(300),
            printable().ofMaxLength(127).map(text -> " " + text),
            printable().ofMaxLength(127).map(text -> text + " "),
            Combinators.combine(
                    printable().ofMaxLength(60),
                    Arbitraries.of("\n", "\u001f", "\u007f", "\u0080", "é", "\u2028"),
                    printable().ofMaxLength(60))
                .as((before, unfit, after) -> before + unfit + after))
        .filter(text -> !text.matches(TRACE_ID));
  }

  private static StringArbitrary printable() {
    return Arbitraries.strings().withCharRange(' ', '~');
  }

  @Provide
  Arbitrary<String> userIds() {
    return Arbitraries.strings()
        .ofMaxLength(200)
        .filter(id -> !id.isBlank() && id.chars().noneMatch(Character::isISOControl))
        .filter(id -> StandardCharsets.UTF_8.newEncoder().canEncode(id));
  }

  @Provide
  Arbitrary<Duration> lifetimes() {
    return Arbitraries.longs().between(60, Integer.MAX_VALUE).map(Duration::ofSeconds);
  }

  @Provide
  Arbitrary<Duration> otherLifetimes() {
    return Arbitraries.oneOf(
            durations(Long.MIN_VALUE, 60), durations(60, 3600), durations(3600, Long.MAX_VALUE))
        .filter(
            lifetime ->
                lifetime.getNano() != 0
                    || lifetime.getSeconds() < 60
                    || lifetime.getSeconds() > Integer.MAX_VALUE);
  }

  @Provide
  Arbitrary<Duration> timeouts() {
    return Arbitraries.longs().between(1_000_000, MAX_TIMEOUT.toNanos()).map(Duration::ofNanos);
  }

  @Provide
  Arbitrary<Duration> otherTimeouts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(Long.MIN_VALUE, 999_999).map(Duration::ofNanos),
        durations(Long.MIN_VALUE, -1),
        durations(0, Long.MAX_VALUE - MAX_TIMEOUT.toSeconds() - 1)
            .map(more -> MAX_TIMEOUT.plusNanos(1).plus(more)));
  }

  private static Arbitrary<Duration> durations(long minSeconds, long maxSeconds) {
    return Combinators.combine(
            Arbitraries.longs().between(minSeconds, maxSeconds),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Duration::ofSeconds);
  }
}
