package io.github.powerdrilljava;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Random inputs for tests of what holds for any input. Bounds and other edge cases come up often. A
 * failure shows the input and its seed, and the same seed always makes the same input.
 */
public final class RandomInput {

  private static final int EDGE = 8; // One number in eight is an edge case.

  private final SplittableRandom random;

  private RandomInput(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Runs the test on as many inputs, of the seeds 1, 2, 3 … */
  public static <T> void forAny(
      int tries, Function<RandomInput, T> inputs, ThrowingConsumer<T> test) {
    for (long seed = 1; seed <= tries; seed++) {
      T input = inputs.apply(new RandomInput(seed));
      try {
        test.accept(input);
      } catch (Throwable e) {
        throw new AssertionError("Fails with seed " + seed + ", input " + escaped(input), e);
      }
    }
  }

  private static String escaped(Object input) {
    return input
        .toString()
        .chars()
        .mapToObj(c -> c >= ' ' && c <= '~' ? Character.toString(c) : String.format("\\u%04x", c))
        .collect(Collectors.joining());
  }

  /** A number within bounds, both included: an edge case, a small one or any. */
  public long between(long min, long max) {
    if (random.nextInt(EDGE) == 0) {
      long[] edges =
          LongStream.of(min, min + 1, max - 1, max, -1, 0, 1)
              .filter(edge -> edge >= min && edge <= max)
              .toArray();
      return edges[random.nextInt(edges.length)];
    }
    long number = random.nextLong() >> random.nextInt(Long.SIZE);
    while (number < min || number > max) {
      number = max == Long.MAX_VALUE ? random.nextLong() : random.nextLong(min, max + 1);
    }
    return number;
  }

  public int between(int min, int max) {
    return (int) between((long) min, (long) max);
  }

  /** Any text: some bring control characters, letters of all scripts, or half a surrogate pair. */
  public String text(int maxLength) {
    List<IntSupplier> all =
        List.of(
            () -> between(' ', '~'),
            () -> between(0, 0xff),
            () -> between(0x100, Character.MIN_SURROGATE - 1),
            () -> between(Character.MAX_SURROGATE + 1, Character.MAX_CODE_POINT),
            () -> between(Character.MIN_SURROGATE, Character.MAX_SURROGATE));
    List<IntSupplier> some = all.stream().filter(kind -> random.nextBoolean()).toList();
    List<IntSupplier> kinds = some.isEmpty() ? all : some;
    return text(between(0, maxLength), () -> kinds.get(random.nextInt(kinds.size())).getAsInt());
  }

  /** A text of printable ASCII, spaces included. */
  public String printable(int minLength, int maxLength) {
    return text(between(minLength, maxLength), () -> between(' ', '~'));
  }

  private static String text(int length, IntSupplier characters) {
    return IntStream.generate(characters)
        .limit(length)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Some of these, each as often as it comes, one after the other. */
  public String joined(int maxParts, String... parts) {
    return Stream.generate(() -> oneOf(parts))
        .limit(between(0, maxParts))
        .collect(Collectors.joining());
  }

  public String oneOf(String... values) {
    return values[random.nextInt(values.length)];
  }

  /** What one of these makes. */
  @SafeVarargs
  public final <T> T made(Supplier<? extends T>... makers) {
    return makers[random.nextInt(makers.length)].get();
  }

  /** The first that is within the rules. */
  public <T> T first(Predicate<T> rules, Supplier<T> maker) {
    return Stream.generate(maker).filter(rules).findFirst().orElseThrow();
  }
}
