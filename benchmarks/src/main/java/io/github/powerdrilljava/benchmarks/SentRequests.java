package io.github.powerdrilljava.benchmarks;

import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Counts the requests that leave: one for each attempt of the facade, and those that OkHttp repeats
 * of itself because a pooled connection turned out to be dead.
 */
final class SentRequests implements EventListener.Factory {

  private final LongAdder attempts = new LongAdder();
  private final LongAdder repeats = new LongAdder();

  @Override
  public EventListener create(Call call) {
    return new OfCall();
  }

  /** A call of OkHttp's is an attempt of the facade's. */
  private final class OfCall extends EventListener {
    private boolean sent;

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
      (sent ? repeats : attempts).increment();
      sent = true;
    }
  }

  long attempts() {
    return attempts.sum();
  }

  long repeats() {
    return repeats.sum();
  }
}
