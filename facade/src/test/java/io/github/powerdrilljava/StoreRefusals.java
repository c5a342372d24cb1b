package io.github.powerdrilljava;

import io.github.powerdrilljava.StoreLies.End;
import io.github.powerdrilljava.StoreLies.Lie;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How stores, and proxies before them, refuse what they then give, or give in another way. */
final class StoreRefusals {

  private StoreRefusals() {}

  static Stream<Lie> refusedRanges() {
    return IntStream.of(400, 401, 403, 405, 416, 500, 501, 503)
        .boxed()
        .flatMap(
            status ->
                Stream.of(
                    StoreLies.ranges(status + " to any range", get -> get.refused(status, "Odd"))
                        .endsWith(
                            status == 500 || status == 503 ? End.OBJECT_AS_FILE_ONLY : End.OBJECT),
                    StoreLies.laterRanges(
                        status + " to later ranges", get -> get.refused(status, "Odd"))));
  }

  static Stream<Lie> transientRefusals() {
    return Stream.concat(
        refusedOnce(408, 429, 500, 502, 503, 504),
        Stream.of(
            StoreLies.lie(
                "403 that asks for fewer requests",
                get ->
                    isSecondOrThird(get)
                        ? get.refused(403, "RequestThrottled")
                        : StoreLies.honest(get)),
            StoreLies.lie(
                "403 with Retry-After",
                get ->
                    isSecondOrThird(get)
                        ? get.refused(403, "AccessDenied").addHeader("Retry-After", 0)
                        : StoreLies.honest(get))));
  }

  static Stream<Lie> refusalsOfProxies() {
    return refusedOnce(425, 509, 520, 522, 525, 530);
  }

  private static Stream<Lie> refusedOnce(int... statuses) {
    return IntStream.of(statuses)
        .boxed()
        .flatMap(
            status ->
                IntStream.of(0, 1)
                    .mapToObj(
                        number ->
                            StoreLies.lie(
                                status + " to request " + number,
                                get ->
                                    get.number() == number
                                        ? get.refused(status, "Odd")
                                        : StoreLies.honest(get))));
  }

  /** Not more, or one connection might meet all of them. */
  private static boolean isSecondOrThird(OddStore.Get get) {
    return get.number() == 1 || get.number() == 2;
  }
}
