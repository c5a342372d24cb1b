package io.github.powerdrilljava;

import static io.github.powerdrilljava.sandbox.Fault.Moment.BEFORE_RESPONSE;
import static io.github.powerdrilljava.sandbox.Fault.Moment.IN_BODY;
import static io.github.powerdrilljava.sandbox.Fault.Moment.IN_HEADERS;

import io.github.powerdrilljava.sandbox.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The table of what can go wrong at a store, by what a download makes of it: a new case is a row.
 */
final class StoreFaults {

  /** The smallest part that a download may be asked for. */
  static final int PART = 64 * 1024;

  /** The length of a content that the first request asks for. */
  static final int SMALL = 16 * PART + 17;

  private StoreFaults() {}

  /** The first, a middle and the last byte of the first part, a middle one and the last. */
  private static Stream<Fault> cuts() {
    return Stream.of(0, 8 * PART, 16 * PART)
        .flatMap(
            part -> {
              int length = Math.min(PART, SMALL - part);
              return Stream.of(part, part + 1, part + length / 2, part + length - 1, part + length);
            })
        .flatMap(
            at ->
                at / PART == 8 // sitting out a stall takes its time
                    ? Stream.of(Fault.resetAfter(at), Fault.stallAfter(at))
                    : Stream.of(Fault.resetAfter(at)));
  }

  private static Stream<Fault> brokenConnections() {
    return Stream.of(
        Fault.resetConnection(),
        Fault.reset(BEFORE_RESPONSE),
        Fault.reset(IN_HEADERS),
        Fault.reset(IN_BODY),
        Fault.stall(BEFORE_RESPONSE),
        Fault.stall(IN_HEADERS),
        Fault.halfBody(),
        Fault.contentLengthTooLong(),
        Fault.contentLengthTooShort(),
        Fault.redirect(307, "http://127.0.0.1:1/"));
  }

  private static Stream<Fault> oddAnswers() {
    return Stream.of(
        Fault.informational(100),
        Fault.informational(103),
        Fault.extraHeader("ETag", "\"other\""),
        Fault.extraHeader("ETag", "W/\"weak\""),
        Fault.extraHeader("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT"),
        Fault.extraHeader("Retry-After", "1000"));
  }

  /** Two statements of which bytes these are. */
  static Stream<Fault> otherRanges() {
    return Stream.of("0-131071/131072", "5-131071/131072", "nonsense", "*/0", "0-0/1")
        .map(range -> Fault.extraHeader("Content-Range", "bytes " + range));
  }

  private static Stream<Fault> passingRefusals() {
    return Stream.of(
        Fault.empty(401),
        Fault.empty(403),
        Fault.empty(408),
        Fault.empty(429),
        Fault.empty(500),
        Fault.empty(503),
        Fault.html(503),
        Fault.failure(500, 9999, "internal"),
        Fault.tooManyRequests(),
        Fault.tooManyRequests("0"),
        Fault.tooManyRequests("-1"),
        Fault.tooManyRequests("soon"),
        Fault.tooManyRequests(Duration.ofMinutes(-1)));
  }

  static Stream<Fault> faultsThatPass() {
    return Stream.of(cuts(), brokenConnections(), oddAnswers(), passingRefusals())
        .flatMap(faults -> faults);
  }

  /** A 200 in place of a part says that the content is another one; the next answer, which. */
  static Stream<Fault> falseContents() {
    return Stream.of(Fault.html(200), Fault.empty(200), Fault.gzipBomb());
  }

  static Stream<Arguments> faultsThatEndIt() {
    return Stream.of(
        Arguments.of(Fault.empty(404), "HTTP 404. The object is no longer there"),
        Arguments.of(Fault.html(404), "HTTP 404"),
        Arguments.of(Fault.empty(410), "HTTP 410. The object is no longer there"),
        Arguments.of(Fault.failure(200, 9999, "internal"), "SHA-256"),
        Arguments.of(Fault.html(200), "SHA-256"),
        Arguments.of(Fault.empty(200), "SHA-256"),
        Arguments.of(Fault.gzipBomb(), "SHA-256"),
        Arguments.of(Fault.tooManyRequests("3600"), "HTTP 429"),
        Arguments.of(Fault.tooManyRequests(Duration.ofHours(1)), "HTTP 429"));
  }

  static Stream<Fault> refusalsThatMayBeOfTheRange() {
    return Stream.of(
        Fault.empty(204),
        Fault.empty(304),
        Fault.empty(400),
        Fault.empty(405),
        Fault.empty(412),
        Fault.empty(416),
        Fault.html(501),
        Fault.html(505));
  }

  static Stream<Fault> faultsThatMayStay() {
    return Stream.of(
            Stream.of(Fault.resetAfter(PART / 2), Fault.stallAfter(PART / 2)),
            brokenConnections().filter(fault -> !fault.toString().startsWith("stall")),
            oddAnswers(),
            otherRanges(),
            passingRefusals())
        .flatMap(faults -> faults);
  }

  static Stream<Fault> cutsOfLaterRequests() {
    return Stream.of(
        Fault.resetAfter(0),
        Fault.resetAfter(PART / 2),
        Fault.resetAfter(PART - 1),
        Fault.resetAfter(PART),
        Fault.stallAfter(PART - 1));
  }
}
