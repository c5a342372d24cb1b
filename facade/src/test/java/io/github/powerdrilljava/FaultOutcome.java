package io.github.powerdrilljava;

import static io.github.powerdrilljava.sandbox.Fault.Moment.BEFORE_RESPONSE;
import static io.github.powerdrilljava.sandbox.Fault.Moment.IN_BODY;
import static io.github.powerdrilljava.sandbox.Fault.Moment.IN_HEADERS;

import io.github.powerdrilljava.sandbox.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a call all of whose attempts meet a fault.
 *
 * @param exception null where the fault does no harm
 * @param message a part of its message
 * @param least how long its waits must be in all
 * @param most how long they may be in all
 */
record FaultOutcome(
    Fault fault,
    @Nullable Class<? extends PowerdrillException> exception,
    int attempts,
    String message,
    Duration least,
    Duration most) {

  /** The upper bounds of the waits between four attempts: 0.5 s, 1 s and 2 s. */
  static final Duration ALL_BACKOFFS = Duration.ofMillis(3500);

  static final String SILENT = "it did not connect or went silent for too long";

  @Override
  public String toString() {
    return fault + " -> " + (exception == null ? "success" : exception.getSimpleName());
  }

  private static FaultOutcome harmless(Fault fault) {
    return new FaultOutcome(fault, null, 1, "", Duration.ZERO, Duration.ZERO);
  }

  /** Tried once. */
  private static FaultOutcome ends(
      Fault fault, Class<? extends PowerdrillException> exception, String message) {
    return new FaultOutcome(fault, exception, 1, message, Duration.ZERO, Duration.ZERO);
  }

  /** Tried four times. */
  private static FaultOutcome endsAtLast(
      Fault fault, Class<? extends PowerdrillException> exception, String message) {
    return new FaultOutcome(fault, exception, 4, message, Duration.ZERO, ALL_BACKOFFS);
  }

  /** Tried four times, as far apart as the service asks for. */
  private static FaultOutcome endsAfter(Duration wait, Fault fault) {
    Duration waits = wait.multipliedBy(3);
    return new FaultOutcome(fault, RateLimitException.class, 4, "HTTP 429, code 201", waits, waits);
  }

  /** The whole table: a new case is a row. */
  static Stream<FaultOutcome> all() {
    return Stream.of(
            connectionsThatBreak(), answersThatAreWrong(), refusals(), limits(), harmlessOddities())
        .flatMap(outcomes -> outcomes);
  }

  private static Stream<FaultOutcome> connectionsThatBreak() {
    Class<PowerdrillConnectionException> broken = PowerdrillConnectionException.class;
    return Stream.of(
        endsAtLast(Fault.resetConnection(), broken, "the connection broke"),
        endsAtLast(Fault.reset(BEFORE_RESPONSE), broken, "the connection broke"),
        endsAtLast(Fault.reset(IN_HEADERS), broken, "the connection broke"),
        endsAtLast(Fault.reset(IN_BODY), broken, "the connection broke"),
        endsAtLast(Fault.stall(BEFORE_RESPONSE), broken, SILENT),
        endsAtLast(Fault.stall(IN_HEADERS), broken, SILENT),
        endsAtLast(Fault.stall(IN_BODY), broken, SILENT),
        endsAtLast(Fault.contentLengthTooLong(), broken, "the connection broke"),
        endsAtLast(
            Fault.extraHeader("x-long", "x".repeat(256 * 1024)), broken, "the connection broke"));
  }

  private static Stream<FaultOutcome> answersThatAreWrong() {
    Class<UnexpectedResponseException> unexpected = UnexpectedResponseException.class;
    return Stream.of(
        ends(Fault.halfBody(), unexpected, "$ is not JSON"),
        ends(Fault.contentLengthTooShort(), unexpected, "$ is not JSON"),
        ends(Fault.html(200), unexpected, "$ is not JSON"),
        ends(
            Fault.response(200, "application/json", "{\"code\":0}"),
            unexpected,
            "is required but missing or null"),
        ends(Fault.empty(204), unexpected, "$ is empty. It came with HTTP 204. Does"),
        ends(Fault.gzipBomb(), unexpected, "$ is longer than 4194304 bytes"),
        ends(
            Fault.redirect(302, "https://elsewhere.example/login"),
            unexpected,
            "a redirect to elsewhere.example, which is not followed"),
        ends(
            Fault.redirect(307, "https://elsewhere.example/login"),
            unexpected,
            "a redirect to elsewhere.example, which is not followed"),
        ends(Fault.empty(304), unexpected, "a redirect, which is not followed"));
  }

  private static Stream<FaultOutcome> refusals() {
    return Stream.of(
        ends(Fault.failure(400, 300001, "bad"), PowerdrillApiException.class, "code 300001"),
        ends(Fault.html(401), AuthenticationException.class, "HTTP 401"),
        ends(Fault.failure(403, 1003, "insufficient"), AuthenticationException.class, "code 1003"),
        ends(Fault.empty(403), PermissionDeniedException.class, "HTTP 403"),
        ends(Fault.failure(200, 300003, "none"), NotFoundException.class, "code 300003"),
        ends(Fault.html(404), NotFoundException.class, "HTTP 404"),
        ends(Fault.html(407), PowerdrillConnectionException.class, "a proxy asks for a user name"),
        endsAtLast(Fault.empty(408), PowerdrillApiException.class, "HTTP 408"),
        ends(Fault.empty(421), PowerdrillApiException.class, "HTTP 421"),
        endsAtLast(Fault.failure(500, 9999, "internal"), ServerException.class, "code 9999"),
        endsAtLast(Fault.failure(200, 9999, "internal"), ServerException.class, "code 9999"),
        ends(Fault.html(501), ServerException.class, "HTTP 501"),
        endsAtLast(Fault.html(502), ServerException.class, "HTTP 502"),
        endsAtLast(Fault.empty(503), ServerException.class, "HTTP 503"),
        endsAtLast(Fault.html(504), ServerException.class, "HTTP 504"));
  }

  private static Stream<FaultOutcome> limits() {
    String refused = "HTTP 429, code 201";
    return Stream.of(
        endsAtLast(Fault.tooManyRequests(), RateLimitException.class, refused),
        endsAtLast(Fault.tooManyRequests("0"), RateLimitException.class, refused),
        endsAtLast(Fault.tooManyRequests("soon"), RateLimitException.class, refused),
        endsAtLast(Fault.failure(200, 201, "slow down"), RateLimitException.class, "code 201"),
        endsAfter(Duration.ofSeconds(5), Fault.tooManyRequests("5")),
        endsAfter(Duration.ofSeconds(5), Fault.tooManyRequests(Duration.ofSeconds(5))),
        ends(
            Fault.tooManyRequests("21"),
            RateLimitException.class,
            "It asks to wait 21 s. Trace id"),
        ends(Fault.tooManyRequests(Duration.ofHours(1)), RateLimitException.class, refused));
  }

  private static Stream<FaultOutcome> harmlessOddities() {
    return Stream.of(
        harmless(Fault.trickle(Duration.ZERO)),
        harmless(Fault.informational(100)),
        harmless(Fault.informational(103)),
        harmless(Fault.extraHeader("Content-Type", "text/html")),
        harmless(Fault.extraHeader("x-pd-trace-id", "another")),
        harmless(Fault.extraHeader("Set-Cookie", "a=b")));
  }
}
