package io.github.powerdrilljava.internal.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is registered while the end comes is done. */
@JCStressTest
@Outcome(
    id = {"1", "2"},
    expect = Expect.ACCEPTABLE,
    desc = "done, which may be twice")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "lost")
@State
public class CancellationRace {

  private final Cancellation cancellation = new Cancellation();
  private final AtomicInteger done = new AtomicInteger();

  @Actor
  public void register() {
    Cancellation.Registration unused = cancellation.onEnd(done::incrementAndGet);
  }

  @Actor
  public void end() {
    cancellation.end();
  }

  @Arbiter
  public void see(I_Result seen) {
    seen.r1 = done.get();
  }
}
