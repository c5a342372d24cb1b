package io.github.powerdrilljava.benchmarks;

import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Counts the attempts that send a request. If OkHttp repeated one of itself, the sandbox would see
 * more.
 */
final class SentRequests implements EventListener.Factory {

  private final LongAdder attempts = new LongAdder();

  @Override
  public EventListener create(Call call) {
    return new OfCall();
  }

  /** A call of OkHttp's is an attempt of the facade's. */
  private final class OfCall extends EventListener {
    private boolean sent;

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
      if (!sent) {
        attempts.increment();
      }
      sent = true;
    }
  }

  long attempts() {
    return attempts.sum();
  }
}
