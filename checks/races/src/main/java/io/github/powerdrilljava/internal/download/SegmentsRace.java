package io.github.powerdrilljava.internal.download;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Of two connections that race for a part, one has fetched it, and it counts once. */
@JCStressTest
@Outcome(
    id = {"true, false, true", "false, true, true"},
    expect = Expect.ACCEPTABLE,
    desc = "one has won")
@Outcome(expect = Expect.FORBIDDEN, desc = "nobody or both have won, or too many bytes count")
@State
public class SegmentsRace {

  private static final int SIZE = 10;

  private final Segments parts = new Segments(SIZE, SIZE, new BitSet(), Map.of(), Duration.ZERO);
  private final Segment slow;
  private final Segment racing;
  private boolean tooMany;

  public SegmentsRace() {
    parts.addConnection();
    parts.addConnection();
    slow = parts.takeFirst(SIZE);
    try {
      racing = Objects.requireNonNull(parts.take());
    } catch (InterruptedIOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Actor
  public void slow(ZZZ_Result seen) {
    slow.received(SIZE);
    seen.r1 = slow.finish(0);
  }

  @Actor
  public void racing(ZZZ_Result seen) {
    racing.received(SIZE);
    seen.r2 = racing.finish(0);
    tooMany = parts.received() > SIZE;
  }

  @Arbiter
  public void see(ZZZ_Result seen) {
    seen.r3 = !tooMany && parts.isComplete() && parts.received() == SIZE;
  }
}
