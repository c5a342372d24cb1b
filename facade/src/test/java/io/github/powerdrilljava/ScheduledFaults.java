package io.github.powerdrilljava;

import io.github.powerdrilljava.sandbox.Fault;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Faults of the store, as a seed has them. */
final class ScheduledFaults {

  static final Fault OTHER_VERSION = Fault.extraHeader("ETag", "\"other\"");

  /** The smallest part that a download may be asked for. */
  static final int SMALLEST_PART = 64 * 1024;

  /** Responses that contradict themselves or each other, and checksums of other bytes. */
  private static final List<Fault> LIES =
      List.of(
          Fault.extraHeader("Content-Encoding", "gzip"),
          Fault.extraHeader("Content-Type", "text/html"),
          Fault.extraHeader("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="),
          Fault.extraHeader("x-oss-hash-crc64ecma", "1"),
          Fault.extraHeader("x-goog-hash", "crc32c=AAAAAA=="),
          Fault.halfBody(),
          Fault.empty(206),
          Fault.empty(400),
          Fault.empty(416),
          Fault.empty(425),
          Fault.empty(501),
          Fault.empty(520));

  private final SplittableRandom random;

  ScheduledFaults(SplittableRandom random) {
    this.random = random;
  }

  /** A few faults; where there is no checksum, none that only a checksum can notice. */
  Fault[] some(boolean checksum) {
    Fault[] faults = new Fault[random.nextInt(5)];
    for (int i = 0; i < faults.length; i++) {
      faults[i] = fault(checksum);
    }
    return faults;
  }

  /** Whether these may leave something behind of another version, or of one that never was. */
  static boolean leaveOthers(Fault... faults) {
    return Stream.of(faults).anyMatch(fault -> fault.equals(OTHER_VERSION) || LIES.contains(fault));
  }

  private Fault fault(boolean checksum) {
    int[] places = {0, 1, SMALLEST_PART - 1, SMALLEST_PART, SMALLEST_PART + 1, 100_000};
    int place = oneIn(2) ? places[random.nextInt(places.length)] : random.nextInt(400_000);
    return switch (random.nextInt(20)) {
      case 0 -> Fault.reset(Fault.Moment.BEFORE_RESPONSE);
      case 1 -> Fault.reset(Fault.Moment.IN_HEADERS);
      case 2 -> Fault.resetConnection();
      case 3 -> Fault.halfBody();
      case 4 -> Fault.contentLengthTooLong();
      case 5 -> Fault.contentLengthTooShort();
      case 6 -> OTHER_VERSION;
      case 7 -> Fault.extraHeader("Content-Range", "bytes 0-131071/131072");
      case 8 -> Fault.empty(503);
      case 9 -> Fault.empty(403);
      case 10 -> oneIn(4) ? Fault.empty(404) : Fault.html(500);
      case 11 -> Fault.tooManyRequests("0");
      case 12 -> checksum ? Fault.html(200) : Fault.informational(103);
      case 13, 14 -> LIES.get(random.nextInt(LIES.size()));
      default -> Fault.resetAfter(place);
    };
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }
}
