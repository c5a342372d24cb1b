package io.github.powerdrilljava.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.Page;
import io.github.powerdrilljava.ProgressListener;
import io.github.powerdrilljava.RandomInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a list brings, whatever the service makes of its pages. */
class ListingTest {

  private static final ProgressListener NOBODY = (done, total) -> {};

  /** A service with these records, whose pages have so many. */
  private static LongFunction<Page<Integer>> service(int records, int pageSize) {
    return number -> page(IntStream.range(0, records).boxed().toList(), number, pageSize, records);
  }

  private static Page<Integer> page(List<Integer> all, long number, int size, long total) {
    int from = (int) Math.min(all.size(), (number - 1) * size);
    List<Integer> records = all.subList(from, Math.min(all.size(), from + size));
    return new Page<>(List.copyOf(records), number, size, total);
  }

  private static List<Integer> list(LongFunction<Page<Integer>> pages, List<Long> asked) {
    LongFunction<Page<Integer>> recorded =
        number -> {
          asked.add(number);
          assertThat(asked).as("requests for pages").hasSizeLessThan(100);
          return pages.apply(number);
        };
    return stream(recorded, NOBODY).toList();
  }

  private static Stream<Integer> stream(
      LongFunction<Page<Integer>> pages, ProgressListener progress) {
    return StreamSupport.stream(new Listing<>(pages, String::valueOf, progress), false);
  }

  static Stream<Arguments> services() {
    return Stream.of(
        arguments("nothing", service(0, 10), 0, List.of(1L)),
        arguments("one page that is not full", service(9, 10), 9, List.of(1L)),
        arguments("one page that is full", service(10, 10), 10, List.of(1L, 2L)),
        arguments("several pages", service(25, 10), 25, List.of(1L, 2L, 3L)),
        arguments(
            "a size that is capped without a word",
            (LongFunction<Page<Integer>>)
                number -> {
                  Page<Integer> capped = service(25, 5).apply(number);
                  return new Page<>(capped.records(), number, 10, 25);
                },
            25,
            List.of(1L, 2L, 3L, 4L, 5L)),
        arguments(
            "a total that counts the page only",
            (LongFunction<Page<Integer>>)
                number -> {
                  Page<Integer> page = service(25, 10).apply(number);
                  return new Page<>(page.records(), number, 10, page.records().size());
                },
            25,
            List.of(1L, 2L, 3L)),
        arguments(
            "a number of the page that is ignored",
            (LongFunction<Page<Integer>>) number -> service(10, 10).apply(1),
            10,
            List.of(1L, 2L)),
        arguments(
            "pages that come again",
            (LongFunction<Page<Integer>>) number -> service(30, 10).apply((number - 1) % 3 + 1),
            30,
            List.of(1L, 2L, 3L, 4L)),
        arguments(
            "more counted than listed",
            (LongFunction<Page<Integer>>)
                number -> new Page<>(service(12, 10).apply(number).records(), number, 10, 15),
            12,
            List.of(1L, 2L, 3L, 1L, 2L, 3L)),
        arguments(
            "fewer counted than listed",
            (LongFunction<Page<Integer>>)
                number -> new Page<>(service(12, 10).apply(number).records(), number, 10, 1),
            12,
            List.of(1L, 2L)),
        arguments(
            "a total that shrinks between walks",
            new LongFunction<Page<Integer>>() {
              private int requests;

              @Override
              public Page<Integer> apply(long number) {
                requests++;
                List<Integer> records = service(12, 10).apply(number).records();
                return new Page<>(records, number, 10, requests > 3 ? 12 : 15);
              }
            },
            12,
            List.of(1L, 2L, 3L, 1L, 2L)),
        arguments(
            "a total that shrinks in every walk",
            (LongFunction<Page<Integer>>)
                number ->
                    new Page<>(service(12, 10).apply(number).records(), number, 10, 30 - number),
            12,
            List.of(1L, 2L, 3L, 1L, 2L, 3L, 1L, 2L, 3L, 1L, 2L, 3L)),
        arguments(
            "a size of nothing",
            (LongFunction<Page<Integer>>)
                number -> new Page<>(service(12, 10).apply(number).records(), number, 0, 12),
            12,
            List.of(1L, 2L, 3L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("services")
  void bringsEachRecordOnceAndEnds(
      String what, LongFunction<Page<Integer>> pages, int records, List<Long> expected) {
    List<Long> asked = new ArrayList<>();
    assertThat(list(pages, asked)).isEqualTo(IntStream.range(0, records).boxed().toList());
    assertThat(asked).isEqualTo(expected);
  }

  @Test
  void looksAgainWhereSomethingWasRemovedMeanwhile() {
    List<Integer> all = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
    List<Integer> listed =
        list(
            number -> {
              if (number == 2) {
                all.removeAll(List.of(0, 1, 2));
              }
              return page(all, number, 10, all.size());
            },
            new ArrayList<>());
    assertThat(listed).doesNotHaveDuplicates().containsAll(all);
  }

  @Test
  void looksAgainWhereSomethingWasAddedBeforeWhatWasRead() {
    List<Integer> all = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
    List<Integer> listed =
        list(
            number -> {
              if (number == 2 && all.size() == 30) {
                all.add(0, 99);
              }
              return page(all, number, 10, all.size());
            },
            new ArrayList<>());
    assertThat(listed).doesNotHaveDuplicates().containsAll(all);
  }

  @Test
  void bringsWhatStaysWhateverElseIsRemoved() {
    RandomInput.forAny(
        500,
        input -> {
          List<Integer> removals = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            removals.add(input.between(0, 3) == 0 ? input.between(0, 59) : -1);
          }
          return removals;
        },
        removals -> {
          List<Integer> all = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
          List<Long> asked = new ArrayList<>();
          List<Integer> listed =
              list(
                  number -> {
                    if (asked.size() < removals.size()) {
                      all.remove(removals.get(asked.size()));
                    }
                    return page(all, number, 7, all.size());
                  },
                  asked);
          assertThat(listed).doesNotHaveDuplicates().containsAll(all);
        });
  }

  @Test
  void asksForAPageWhenItIsNeeded() {
    List<Long> asked = new ArrayList<>();
    Stream<Long> endless =
        StreamSupport.stream(
            new Listing<>(
                number -> {
                  asked.add(number);
                  List<Long> records =
                      LongStream.range(10 * number, 10 * number + 10).boxed().toList();
                  return new Page<>(records, number, 10, Long.MAX_VALUE);
                },
                String::valueOf,
                NOBODY),
            false);
    assertThat(asked).isEmpty();
    assertThat(endless.limit(15)).hasSize(15);
    assertThat(asked).containsExactly(1L, 2L);
  }

  @Test
  void reportsHowManyItHasFoundOfHowManyThereAre() {
    List<String> reports = new ArrayList<>();
    assertThat(stream(service(25, 10), (done, total) -> reports.add(done + " of " + total)))
        .hasSize(25);
    assertThat(reports).containsExactly("10 of 25", "20 of 25", "25 of 25");
  }

  @Test
  void reportsAtTheEndThatSomeAreCountedButNotListed() {
    List<String> reports = new ArrayList<>();
    LongFunction<Page<Integer>> pages =
        number -> new Page<>(service(12, 10).apply(number).records(), number, 10, 15);
    assertThat(stream(pages, (done, total) -> reports.add(done + " of " + total))).hasSize(12);
    assertThat(reports).last().isEqualTo("12 of 15");
  }

  @Test
  void handsOnWhatAPageFailsWith() {
    Stream<Integer> failing =
        stream(
            number -> {
              throw new IllegalStateException("page " + number);
            },
            NOBODY);
    assertThatThrownBy(failing::toList).hasMessage("page 1");
  }
}
