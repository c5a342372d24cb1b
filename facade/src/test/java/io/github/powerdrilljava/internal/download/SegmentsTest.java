package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every part is handed out, and counted once. */
@Timeout(60)
class SegmentsTest {

  private static final Duration RACE_AFTER = Duration.ofMillis(1);

  private static Segments parts(long size) {
    return parts(size, new BitSet(), 1);
  }

  private static Segments parts(long size, BitSet done, int connections) {
    Segments parts = new Segments(size, 10, done, Map.of(), RACE_AFTER);
    for (int i = 0; i < connections; i++) {
      parts.addConnection();
    }
    return parts;
  }

  private static Segment take(Segments parts) throws InterruptedIOException {
    return Objects.requireNonNull(parts.take());
  }

  private static void fetch(Segment run) {
    for (int part = run.part(); part >= 0; part = run.part()) {
      assertThat(run.finish(part)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "9, 1", "10, 1", "11, 2", "20, 2", "95, 10"})
  void hasAsManyPartsAsItTakes(long size, int count) throws Exception {
    assertThat(Segments.count(size, 10)).isEqualTo(count);
    Segments parts = parts(size);
    assertThat(parts.offset(count)).isEqualTo(size);
    fetch(take(parts));
    assertThat(parts.isComplete()).isTrue();
    assertThat(parts.received()).isEqualTo(size);
    assertThat(parts.take()).isNull();
  }

  @Test
  void givesEachConnectionItsShareOfWhatIsLeftEachTime() throws Exception {
    Segments parts = parts(160, new BitSet(), 4);
    for (int length : new int[] {4, 3, 2, 1, 1, 1, 1, 1, 1, 1}) {
      Segment run = take(parts);
      assertThat(run.endOffset() - 10L * run.part()).isEqualTo(10L * length);
    }
  }

  @Test
  void makesNoMoreRunsThanThereAreParts() throws Exception {
    Segments parts = parts(15, new BitSet(), 8);
    assertThat(take(parts).endOffset()).isEqualTo(10);
    assertThat(take(parts).endOffset()).isEqualTo(15);
  }

  @Test
  void leavesOutWhatIsThereAlready() throws Exception {
    BitSet done = new BitSet();
    done.set(1, 3);
    Segments parts = parts(50, done, 1);
    assertThat(parts.received()).isEqualTo(20);
    assertThat(take(parts).endOffset()).isEqualTo(10);
    assertThat(take(parts).part()).isEqualTo(3);
  }

  /** Only so can a request leave out what is there of the part. */
  @Test
  void beginsARunWhereAPartIsBegun() throws Exception {
    Segments parts = new Segments(50, 10, new BitSet(), Map.of(0, 3, 2, 4, 4, 1), RACE_AFTER);
    parts.addConnection();
    for (int part : new int[] {0, 2, 4}) {
      Segment run = take(parts);
      assertThat(run.part()).isEqualTo(part);
      assertThat(run.endOffset()).isEqualTo(Math.min(50, 10L * part + 20));
    }
    assertThat(parts.received()).isEqualTo(8);
  }

  @Test
  void letsAnInterruptedThreadGo() throws Exception {
    Segments parts = new Segments(10, 10, new BitSet(), Map.of(), Duration.ofDays(1));
    parts.addConnection();
    take(parts);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(parts::take);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsTheFirstPartsForTheAnswerThatBringsThem() throws Exception {
    Segments parts = parts(50);
    assertThat(parts.takeFirst(25).endOffset()).isEqualTo(20);
    assertThat(take(parts).part()).isEqualTo(2);
  }

  @Test
  void givesAnIdleConnectionTheLatterHalfOfWhatAnotherHasLeft() throws Exception {
    Segments parts = parts(60);
    Segment busy = take(parts);
    busy.finish(0);
    busy.finish(1);
    Segment stolen = take(parts);
    assertThat(busy.endOffset()).isEqualTo(40);
    assertThat(stolen.part()).isEqualTo(4);
    assertThat(stolen.endOffset()).isEqualTo(60);
  }

  @Test
  void handsOutAgainWhatIsGivenBack() throws Exception {
    Segments parts = parts(30);
    Segment run = take(parts);
    run.finish(0);
    run.received(5);
    parts.giveBack(run);
    assertThat(parts.received()).isEqualTo(15);
    Segment again = take(parts);
    assertThat(again.part()).isEqualTo(1);
    assertThat(parts.takeBegun(again, 1)).isEqualTo(5);
  }

  @Test
  void countsWhatIsThereOfAPartAllTheTime() throws Exception {
    Segments parts = new Segments(50, 10, new BitSet(), Map.of(0, 3, 2, 4), RACE_AFTER);
    parts.addConnection();
    Segment run = take(parts);
    assertThat(parts.takeBegun(run, 0)).isEqualTo(3);
    assertThat(parts.received()).as("while nobody has read it yet").isEqualTo(7);
    parts.giveBack(run);
    assertThat(parts.received()).as("where nothing more came").isEqualTo(7);
    Segment other = take(parts);
    assertThat(parts.takeBegun(other, 2)).isEqualTo(4);
    assertThat(parts.takeBegun(other, 2)).as("only once").isZero();
  }

  @Test
  void letsNobodyWaitOnceItHasEnded() throws Exception {
    Segments parts = parts(10);
    take(parts);
    parts.end();
    assertThat(parts.take()).isNull();
  }

  @Test
  void wakesWhoeverWaitsOnceItHasEnded() throws Exception {
    Segments parts = new Segments(10, 10, new BitSet(), Map.of(), Duration.ofDays(1));
    parts.addConnection();
    take(parts);
    FutureTask<Segment> waiting = new FutureTask<>(parts::take);
    Thread thread = new Thread(waiting);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    parts.end();
    assertThat(waiting.get()).isNull();
  }

  @Test
  void handsOutEveryPartOnceInWhateverOrderItIsFetched() throws Exception {
    for (int seed = 0; seed < 1000; seed++) {
      coverAll(new SplittableRandom(seed));
    }
  }

  private static void coverAll(SplittableRandom random) throws Exception {
    int size = 1 + random.nextInt(400);
    BitSet done = new BitSet();
    int count = Segments.count(size, 10);
    for (int i = 0; i < count; i++) {
      done.set(i, random.nextInt(4) == 0);
    }
    Segments parts = parts(size, done, 1 + random.nextInt(5));
    List<Segment> runs = new ArrayList<>();
    while (!parts.isComplete()) {
      // Whoever has no part left takes another run; only then does take() not wait.
      runs.removeIf(run -> run.part() < 0);
      boolean free =
          runs.stream().mapToLong(run -> run.endOffset() - 10L * run.part()).sum()
              < missing(size, done);
      if (runs.isEmpty() || (free && random.nextInt(3) == 0)) {
        runs.add(take(parts));
        continue;
      }
      Segment run = runs.get(random.nextInt(runs.size()));
      if (random.nextInt(5) == 0) {
        parts.giveBack(run);
        runs.remove(run);
      } else {
        assertThat(done.get(run.part())).as("part " + run.part() + " is there").isFalse();
        done.set(run.part());
        assertThat(run.finish(run.part())).isTrue();
      }
    }
    assertThat(done.cardinality()).isEqualTo(count);
    assertThat(parts.received()).isEqualTo(size);
  }

  private static long missing(long size, BitSet done) {
    Segments all = new Segments(size, 10, done, Map.of(), RACE_AFTER);
    return size - all.received();
  }
}
