package io.github.powerdrilljava.internal;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Work that begins while its future is cancelled is ended. */
@JCStressTest
@Outcome(
    id = {"1", "2"},
    expect = Expect.ACCEPTABLE,
    desc = "ended, which may be said twice")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "goes on for nobody")
@State
public class CancellableFutureRace {

  private final CancellableFuture<String> future = new CancellableFuture<>();
  private final AtomicInteger ended = new AtomicInteger();

  @Actor
  public void begin() {
    future.endsWith(ended::incrementAndGet);
  }

  @Actor
  public void cancel() {
    future.cancel(true);
  }

  @Arbiter
  public void see(I_Result seen) {
    seen.r1 = ended.get();
  }
}
