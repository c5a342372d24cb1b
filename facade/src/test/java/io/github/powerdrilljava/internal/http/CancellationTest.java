package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cancellation ends every wait, and an interrupt is not lost. */
class CancellationTest {

  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final Cancellation cancellation = new Cancellation();
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void forgetInterrupts() {
    boolean unused = Thread.interrupted();
  }

  @Test
  void doesWhatIsToBeDoneInTheEndOnceItHasCome() {
    cancellation.onEnd(() -> done.add("first"));
    cancellation.onEnd(() -> done.add("closed")).close();
    assertThat(done).isEmpty();
    cancellation.end();
    assertThat(done).containsExactly("first");
    cancellation.onEnd(() -> done.add("late"));
    assertThat(done).containsExactly("first", "late");
  }

  @Test
  void theEndComesBeforeALongWaitIsOver() throws IOException {
    assertThat(cancellation.await(1)).isFalse();
    cancellation.pause(1);
    cancellation.check();
    cancellation.end();
    assertThat(cancellation.await(LONG)).isTrue();
    assertThatThrownBy(() -> cancellation.pause(0)).isInstanceOf(CancelledException.class);
    assertThatThrownBy(cancellation::check).isInstanceOf(CancelledException.class);
    assertThat(cancellation.isInterruption()).isFalse();
  }

  private interface Waiting {
    void on(Cancellation cancellation) throws IOException;
  }

  static Stream<Waiting> waits() {
    return Stream.of(
        cancellation -> cancellation.await(LONG),
        cancellation -> cancellation.pause(LONG),
        cancellation -> cancellation.await(new CompletableFuture<String>()));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("waits")
  void anInterruptEndsEveryWaitAndStays(Waiting waiting) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> waiting.on(cancellation))
        .isInstanceOfAny(InterruptedIOException.class, CancelledException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void anInterruptWhileBytesAreAwaitedEndsEverything() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> cancellation.interruptibly(() -> 1)).isInstanceOf(IOException.class);
    assertThat(cancellation.isInterruption()).isTrue();
    assertThat(cancellation.isEnded()).isTrue();
  }

  @Test
  void theEndCancelsWhatIsWaitedFor() {
    CompletableFuture<String> future = new CompletableFuture<>();
    cancellation.end();
    assertThatThrownBy(() -> cancellation.await(future)).isInstanceOf(CancelledException.class);
    assertThat(future).isCancelled();
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("broken"), new IllegalStateException("broken"), new LinkageError("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatIsWaitedForFailsAsItIs(Throwable failure) {
    CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
    assertThatThrownBy(() -> cancellation.await(failed)).isSameAs(failure);
  }

  @Test
  void aFailureHasTheStackOfTheThreadThatWaits() {
    IllegalStateException failure = new IllegalStateException("broken");
    failure.setStackTrace(new StackTraceElement[0]); // as on another thread
    assertThatThrownBy(() -> cancellation.await(CompletableFuture.failedFuture(failure)))
        .satisfies(
            thrown ->
                assertThat(thrown.getStackTrace())
                    .extracting(StackTraceElement::getClassName)
                    .contains(CancellationTest.class.getName()));
  }

  @Test
  void aFailureThatNobodyForesawIsWrapped() {
    Exception failure = new Exception("broken");
    CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
    assertThatThrownBy(() -> cancellation.await(failed))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasCause(failure);
  }

  @Test
  void whatIsWaitedForComes() throws IOException {
    assertThat(cancellation.await(CompletableFuture.completedFuture("value"))).isEqualTo("value");
  }
}
