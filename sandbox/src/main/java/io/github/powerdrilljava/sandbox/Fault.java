package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * A failure of one request or one connection. Pass it to {@link Faults#next}, any number of times.
 *
 * <p>Some faults damage the real response, others replace it. The request is recorded and checked
 * against the contract like any other; the response is not checked, as it is wrong on purpose. A
 * fault breaks nothing else: where the connection can be used again, it stays open.
 */
public final class Fault {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final String name;
  private final boolean onConnect;
  private final Play play;

  private Fault(String name, boolean onConnect, Play play) {
    this.name = name;
    this.onConnect = onConnect;
    this.play = play;
  }

  /** What happens instead of sending the real response. */
  private interface Play {
    void play(HttpResponse response, Wire wire) throws IOException;
  }

  /** A moment of a response. */
  public enum Moment {
    /** The request is read, and nothing is sent. */
    BEFORE_RESPONSE,
    /** The first half of the head is sent, which ends in the middle of a line. */
    IN_HEADERS,
    /** The head and the first half of the body are sent. */
    IN_BODY
  }

  /**
   * Accepts a connection and resets it (RST) at once, without reading. If the next request comes on
   * a connection that is open already, that one is reset, as by {@code
   * reset(Moment.BEFORE_RESPONSE)}. See also {@link Faults#refuseConnections()}.
   */
  public static Fault resetConnection() {
    return new Fault("reset connection", true, (response, wire) -> wire.reset());
  }

  /**
   * Resets the connection (RST) at that moment of the real response. Of a body too large for the
   * sockets' buffers, less than half may arrive: a reset drops what has not been sent.
   */
  public static Fault reset(Moment moment) {
    return fault(
        "reset " + moment,
        (response, wire) -> {
          wire.sendUntil(moment, response);
          wire.reset();
        });
  }

  /**
   * Resets the connection (RST) after that many bytes of the real body, or after all of it. Fewer
   * may arrive, as with {@link #reset(Moment)}.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Fault resetAfter(long bodyBytes) {
    require(bodyBytes >= 0, "bodyBytes must not be negative", bodyBytes);
    return fault(
        "reset after " + bodyBytes + " bytes",
        (response, wire) -> {
          wire.sendUntil(bodyBytes, response);
          wire.reset();
        });
  }

  /** From that moment of the real response on, sends nothing until either side closes. */
  public static Fault stall(Moment moment) {
    return fault(
        "stall " + moment,
        (response, wire) -> {
          wire.sendUntil(moment, response);
          wire.stall();
        });
  }

  /**
   * After that many bytes of the real body, or after all of it, sends nothing until either side
   * closes.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Fault stallAfter(long bodyBytes) {
    require(bodyBytes >= 0, "bodyBytes must not be negative", bodyBytes);
    return fault(
        "stall after " + bodyBytes + " bytes",
        (response, wire) -> {
          wire.sendUntil(bodyBytes, response);
          wire.stall();
        });
  }

  /**
   * Sends the real response one byte at a time.
   *
   * @param pace the pause before each byte; zero sends each byte by itself, without a pause
   * @throws IllegalArgumentException if the pace is negative
   */
  public static Fault trickle(Duration pace) {
    require(!pace.isNegative(), "pace must not be negative", pace);
    return fault(
        "trickle " + pace,
        (response, wire) -> wire.through(new TrickleStream(wire.out(), pace)).send(response));
  }

  /** The first half of the real body, with the right Content-Length for it. */
  public static Fault halfBody() {
    return fault(
        "half body", (response, wire) -> wire.send(response.with(response.body().firstHalf())));
  }

  /** The real response with a Content-Length that is one byte too long; then closes. */
  public static Fault contentLengthTooLong() {
    return fault(
        "Content-Length too long",
        (response, wire) -> {
          wire.send(response, response.body().length() + 1);
          wire.close();
        });
  }

  /**
   * The real response with a Content-Length of half its body. The connection stays open: a client
   * that uses it again finds the other half where the next response should begin.
   */
  public static Fault contentLengthTooShort() {
    return fault(
        "Content-Length too short",
        (response, wire) -> wire.send(response, response.body().length() / 2));
  }

  /**
   * The real response, after an informational one that nobody asked for.
   *
   * @param status 1xx, but not 101, which would not be informational
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault informational(int status) {
    require(status >= 100 && status < 200 && status != 101, "status must be 1xx, not 101", status);
    return fault(
        "informational " + status,
        (response, wire) -> {
          wire.write(BrokenResponses.informational(status).head());
          wire.send(response);
        });
  }

  /** The real response with one more header, even if it has one of that name already. */
  public static Fault extraHeader(String name, String value) {
    return fault("extra " + name, (response, wire) -> wire.send(response.with(name, value)));
  }

  /**
   * A failure as the API sends it, trace id included.
   *
   * @param httpStatus 200 to 599; the API also fails with 200
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault failure(int httpStatus, long code, String msg) {
    requireFinal(httpStatus);
    return fault(
        httpStatus + " with code " + code,
        (response, wire) -> wire.send(ApiResponse.failure(httpStatus, code, msg).toHttp()));
  }

  /**
   * Any response, whatever its body.
   *
   * @param httpStatus 200 to 599
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault response(int httpStatus, String contentType, String body) {
    requireFinal(httpStatus);
    return inPlace(
        httpStatus + " with " + contentType, BrokenResponses.of(httpStatus, contentType, body));
  }

  /** A response without body and type; see {@link #response} for the status. */
  public static Fault empty(int httpStatus) {
    requireFinal(httpStatus);
    return inPlace(httpStatus + " empty", HttpResponse.of(httpStatus));
  }

  /** An HTML page, as proxies and login portals send it; see {@link #response} for the status. */
  public static Fault html(int httpStatus) {
    return response(httpStatus, "text/html; charset=utf-8", BrokenResponses.page(httpStatus));
  }

  /**
   * A 200 of about 100 KiB that inflates (gzip) to a JSON document of exactly 100 MiB: a success
   * with a URL of that length.
   */
  public static Fault gzipBomb() {
    return fault("gzip bomb", (response, wire) -> wire.send(BrokenResponses.gzipBomb()));
  }

  /** A 429 as the API sends it, without {@code Retry-After}. */
  public static Fault tooManyRequests() {
    return fault("429", (response, wire) -> wire.send(BrokenResponses.tooManyRequests()));
  }

  /**
   * A 429 as the API sends it.
   *
   * @param retryAfter the header's value as it is sent: seconds, or anything else
   */
  public static Fault tooManyRequests(String retryAfter) {
    return fault(
        "429, Retry-After: " + retryAfter,
        (response, wire) ->
            wire.send(BrokenResponses.tooManyRequests().with("Retry-After", retryAfter)));
  }

  /**
   * A 429 as the API sends it, whose {@code Retry-After} is a date.
   *
   * @param afterDate how much later than the response's own {@code Date} that is, which is the
   *     sandbox's time; both have whole seconds
   */
  public static Fault tooManyRequests(Duration afterDate) {
    return fault(
        "429, Retry-After: Date + " + afterDate,
        (response, wire) -> {
          String date = Precondition.httpDate(wire.now().plus(afterDate));
          wire.send(BrokenResponses.tooManyRequests().with("Retry-After", date));
        });
  }

  /**
   * Redirects the client.
   *
   * @param httpStatus 301, 302, 303, 307 or 308
   * @param location as it is sent
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault redirect(int httpStatus, String location) {
    require(REDIRECTS.contains(httpStatus), "httpStatus must be one of " + REDIRECTS, httpStatus);
    return inPlace(
        "redirect " + httpStatus, HttpResponse.of(httpStatus).with("Location", location));
  }

  /** Whether a new connection uses this fault up, without a request. */
  boolean isOnConnect() {
    return onConnect;
  }

  void play(HttpResponse response, Wire wire) throws IOException {
    play.play(response, wire);
  }

  private static Fault fault(String name, Play play) {
    return new Fault(name, false, play);
  }

  private static Fault inPlace(String name, HttpResponse other) {
    return fault(name, (response, wire) -> wire.send(other));
  }

  private static void requireFinal(int httpStatus) {
    require(httpStatus >= 200 && httpStatus < 600, "httpStatus must be 200 to 599", httpStatus);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }

  /** What it does, in a few words; for the names of tests. */
  @Override
  public String toString() {
    return name;
  }
}
