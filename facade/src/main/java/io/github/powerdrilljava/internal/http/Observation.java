package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** Reports what one operation does to {@link Observers}. Costs nothing where there are none. */
public final class Observation {

  /** Of what nobody observes. */
  public static final Observation NONE = new Observation();

  private static final AtomicLong IDS = new AtomicLong();

  private final @Nullable Observers observers;
  private final @Nullable Operation operation;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long startedAt;

  private Observation() {
    this.observers = null;
    this.operation = null;
  }

  Observation(Observers observers, Subject subject, Observation parent) {
    this.observers = observers;
    this.operation =
        new Operation(
            newId(),
            parent.operation == null ? null : parent.operation.id(),
            subject.operation(),
            subject.datasetId(),
            subject.dataSourceId(),
            subject.externalTraceId());
  }

  static long newId() {
    return IDS.incrementAndGet();
  }

  /** Whether anybody observes it. */
  public boolean isActive() {
    return observers != null;
  }

  void report(Function<Operation, ClientEvent> event) {
    if (observers != null && operation != null) {
      observers.report(event.apply(operation));
    }
  }

  /** The operation as a whole, on this thread. */
  public <T> T of(Supplier<T> whole) {
    started();
    try {
      T result = whole.get();
      ended(null);
      return result;
    } catch (RuntimeException | Error e) {
      ended(e);
      throw e;
    }
  }

  /** The operation begins. */
  public void started() {
    startedAt = System.nanoTime();
    report(ClientEvent.OperationStarted::new);
  }

  /** The operation is over; again does nothing. */
  public void ended(@Nullable Throwable failure) {
    if (isActive() && !over.getAndSet(true)) {
      report(of -> new ClientEvent.OperationEnded(of, since(startedAt), failure));
    }
  }

  static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** It had its turn, which it may not have waited for. */
  public void turnCame(Duration waited) {
    if (!waited.isZero()) {
      report(of -> new ClientEvent.RateLimitWaited(of, waited));
    }
  }

  /** Something failed, and is tried again. */
  public void retries(int failures, Duration delay, Supplier<String> reason) {
    report(of -> new ClientEvent.RetryScheduled(of, failures, delay, reason.get()));
  }

  /** There is another URL. */
  public void urlRenewed(Instant expiresAt) {
    report(of -> new ClientEvent.UrlRenewed(of, expiresAt));
  }

  /** A part is written. */
  public void partReceived(int connection, long offset, long bytes) {
    report(of -> new ClientEvent.PartReceived(of, connection, offset, bytes));
  }

  /** Reports the request of a call that is still to be made. */
  void watch(Call call, Redactor redactor) {
    if (isActive()) {
      call.addEventListener(new ObservedCall(this, call.request(), redactor));
    }
  }
}
