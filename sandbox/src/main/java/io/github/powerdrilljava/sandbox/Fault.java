package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong once: with one request, or with one connection. Given to {@link
 * Faults#next}, any number of times.
 *
 * <p>Some faults spoil the real answer, others take its place. The request of a fault is recorded
 * and held against the contract like any other; the answer is not, for it is wrong on purpose. What
 * a fault does not break by its nature is kept right, the connection above all: where it can be
 * used again, it stays open.
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

  /** What happens instead of sending the real answer. */
  private interface Play {
    void play(HttpAnswer answer, Wire wire) throws IOException;
  }

  /** How far an answer gets. */
  public enum Moment {
    /** The request is read, and nothing is sent. */
    BEFORE_ANSWER,
    /** The first half of the head is sent, which ends in the middle of a line. */
    IN_HEADERS,
    /** The head and the first half of the body are sent. */
    IN_BODY
  }

  /**
   * Accepts a connection and resets it (RST) at once, with nothing read. If the next request comes
   * on a connection that is open already, that one is reset, as by {@code
   * reset(Moment.BEFORE_ANSWER)}. See also {@link Faults#refuseConnections()}.
   */
  public static Fault resetConnection() {
    return new Fault("reset connection", true, (answer, wire) -> wire.reset());
  }

  /**
   * Resets the connection (RST) at that moment of the real answer. Of a body too large for the
   * sockets' buffers, less than half may arrive: a reset drops what has not been sent.
   */
  public static Fault reset(Moment moment) {
    return fault(
        "reset " + moment,
        (answer, wire) -> {
          wire.sendUntil(moment, answer);
          wire.reset();
        });
  }

  /**
   * Resets the connection (RST) after so many bytes of the real body, or after all of it. Fewer may
   * arrive, as with {@link #reset(Moment)}.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Fault resetAfter(long bodyBytes) {
    require(bodyBytes >= 0, "bodyBytes must not be negative", bodyBytes);
    return fault(
        "reset after " + bodyBytes + " bytes",
        (answer, wire) -> {
          wire.sendUntil(bodyBytes, answer);
          wire.reset();
        });
  }

  /** From that moment of the real answer on, sends nothing until either side closes. */
  public static Fault stall(Moment moment) {
    return fault(
        "stall " + moment,
        (answer, wire) -> {
          wire.sendUntil(moment, answer);
          wire.stall();
        });
  }

  /**
   * After so many bytes of the real body, or after all of it, sends nothing until either side
   * closes.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Fault stallAfter(long bodyBytes) {
    require(bodyBytes >= 0, "bodyBytes must not be negative", bodyBytes);
    return fault(
        "stall after " + bodyBytes + " bytes",
        (answer, wire) -> {
          wire.sendUntil(bodyBytes, answer);
          wire.stall();
        });
  }

  /**
   * Sends the real answer one byte at a time.
   *
   * @param pace the pause before each byte; zero sends each byte by itself, without a pause
   * @throws IllegalArgumentException if the pace is negative
   */
  public static Fault trickle(Duration pace) {
    require(!pace.isNegative(), "pace must not be negative", pace);
    return fault(
        "trickle " + pace,
        (answer, wire) -> wire.through(new TrickleStream(wire.out(), pace)).send(answer));
  }

  /** The first half of the real body, which is half a JSON document, its length stated rightly. */
  public static Fault halfBody() {
    return fault("half body", (answer, wire) -> wire.send(answer.with(answer.body().firstHalf())));
  }

  /** The real answer with a Content-Length that is one byte too long; then closes. */
  public static Fault contentLengthTooLong() {
    return fault(
        "Content-Length too long",
        (answer, wire) -> {
          wire.send(answer, answer.body().length() + 1);
          wire.close();
        });
  }

  /**
   * The real answer with a Content-Length of half its body. The connection stays open: a client
   * that uses it again finds the other half where the next answer should begin.
   */
  public static Fault contentLengthTooShort() {
    return fault(
        "Content-Length too short",
        (answer, wire) -> wire.send(answer, answer.body().length() / 2));
  }

  /**
   * The real answer, after an informational one that nobody asked for.
   *
   * @param status 1xx, but not 101, which would not be informational
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault informational(int status) {
    require(status >= 100 && status < 200 && status != 101, "status must be 1xx, not 101", status);
    return fault(
        "informational " + status,
        (answer, wire) -> {
          wire.write(BrokenAnswers.informational(status).head());
          wire.send(answer);
        });
  }

  /** The real answer with one more header, even if it has one of that name already. */
  public static Fault extraHeader(String name, String value) {
    return fault("extra " + name, (answer, wire) -> wire.send(answer.with(name, value)));
  }

  /**
   * A failure as the API words it, trace id included.
   *
   * @param httpStatus 200 to 599; the API also fails with 200
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault failure(int httpStatus, long code, String msg) {
    requireFinal(httpStatus);
    return fault(
        httpStatus + " with code " + code,
        (answer, wire) -> wire.send(ApiAnswer.failure(httpStatus, code, msg).toHttp()));
  }

  /**
   * Any answer, whatever its body.
   *
   * @param httpStatus 200 to 599
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault answer(int httpStatus, String contentType, String body) {
    requireFinal(httpStatus);
    return inPlace(
        httpStatus + " with " + contentType, BrokenAnswers.of(httpStatus, contentType, body));
  }

  /** A status, of those that {@link #answer} takes, with neither body nor type. */
  public static Fault empty(int httpStatus) {
    requireFinal(httpStatus);
    return inPlace(httpStatus + " empty", HttpAnswer.of(httpStatus));
  }

  /**
   * An HTML page, as proxies and login portals send it, with any status that {@link #answer} takes.
   */
  public static Fault html(int httpStatus) {
    return answer(httpStatus, "text/html; charset=utf-8", BrokenAnswers.page(httpStatus));
  }

  /**
   * A 200 of some 100 KiB that inflates (gzip) to a JSON document of exactly 100 MiB: one that
   * claims success, with a URL that long.
   */
  public static Fault gzipBomb() {
    return fault("gzip bomb", (answer, wire) -> wire.send(BrokenAnswers.gzipBomb()));
  }

  /** A 429 as the API words it, which does not say when to come again. */
  public static Fault tooManyRequests() {
    return fault("429", (answer, wire) -> wire.send(BrokenAnswers.tooManyRequests()));
  }

  /**
   * A 429 as the API words it.
   *
   * @param retryAfter the header's value as it is sent: seconds, or what should not be there
   */
  public static Fault tooManyRequests(String retryAfter) {
    return fault(
        "429, Retry-After: " + retryAfter,
        (answer, wire) ->
            wire.send(BrokenAnswers.tooManyRequests().with("Retry-After", retryAfter)));
  }

  /**
   * A 429 as the API words it, whose {@code Retry-After} is a date.
   *
   * @param afterDate how much later than the answer's own {@code Date} that is, which is the
   *     sandbox's time; both have whole seconds
   */
  public static Fault tooManyRequests(Duration afterDate) {
    return fault(
        "429, Retry-After: Date + " + afterDate,
        (answer, wire) -> {
          String date = Precondition.httpDate(wire.now().plus(afterDate));
          wire.send(BrokenAnswers.tooManyRequests().with("Retry-After", date));
        });
  }

  /**
   * Sends the client elsewhere.
   *
   * @param httpStatus 301, 302, 303, 307 or 308
   * @param location as it is sent
   * @throws IllegalArgumentException if the status is another
   */
  public static Fault redirect(int httpStatus, String location) {
    require(REDIRECTS.contains(httpStatus), "httpStatus must be one of " + REDIRECTS, httpStatus);
    return inPlace("redirect " + httpStatus, HttpAnswer.of(httpStatus).with("Location", location));
  }

  /** True if a new connection is enough to use this fault up. */
  boolean isOnConnect() {
    return onConnect;
  }

  void play(HttpAnswer answer, Wire wire) throws IOException {
    play.play(answer, wire);
  }

  private static Fault fault(String name, Play play) {
    return new Fault(name, false, play);
  }

  private static Fault inPlace(String name, HttpAnswer other) {
    return fault(name, (answer, wire) -> wire.send(other));
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
