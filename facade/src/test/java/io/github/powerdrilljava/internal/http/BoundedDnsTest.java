package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lookup that blocks is left, and one that fails says why. */
class BoundedDnsTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final List<InetAddress> HERE = List.of(InetAddress.getLoopbackAddress());

  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Dns silent =
      name -> {
        asked.countDown();
        try {
          over.await();
        } catch (InterruptedException e) {
          throw new UncheckedIOException(new UnknownHostException("interrupted"));
        }
        return HERE;
      };

  @AfterEach
  void end() {
    over.countDown();
  }

  @Test
  void aNameServerThatIsSilentIsNotWaitedForLongerThanTheBound() {
    assertThatThrownBy(() -> new BoundedDns(silent, Duration.ofMillis(1)).lookup("slow"))
        .isInstanceOf(BoundedDns.NoResponseException.class)
        .hasMessage("slow");
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Boolean> isKept = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              failure.set(catchThrowable(() -> new BoundedDns(silent, LONG).lookup("slow")));
              isKept.set(Thread.interrupted());
            });
    waiting.start();
    asked.await();
    waiting.interrupt();
    waiting.join();
    assertThat(failure.get()).isInstanceOf(BoundedDns.NoResponseException.class);
    assertThat(isKept).hasValue(true);
  }

  @Test
  void withoutABoundItLooksUpOnTheThreadOfTheCaller() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Dns dns =
        name -> {
          thread.set(Thread.currentThread());
          return HERE;
        };
    assertThat(new BoundedDns(dns, Duration.ZERO).lookup("here")).isEqualTo(HERE);
    assertThat(thread).hasValue(Thread.currentThread());
    assertThat(new BoundedDns(dns, LONG).lookup("here")).isEqualTo(HERE);
    assertThat(thread.get()).isNotEqualTo(Thread.currentThread());
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new UnknownHostException("nowhere"),
        new IllegalStateException("closed"),
        new StackOverflowError("deep"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureComesAsItIs(Throwable failure) {
    Dns failing =
        name -> {
          throw BoundedDnsTest.<RuntimeException>unchecked(failure);
        };
    assertThatThrownBy(() -> new BoundedDns(failing, LONG).lookup("x")).isSameAs(failure);
  }

  @Test
  void aFailureThatNoLookupMayHaveIsTheCauseOfOneThatItMay() {
    Exception odd = new Exception("odd");
    Dns failing =
        name -> {
          throw BoundedDnsTest.<RuntimeException>unchecked(odd);
        };
    assertThatThrownBy(() -> new BoundedDns(failing, LONG).lookup("x"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("odd")
        .hasCause(odd);
  }

  /** Dns of Kotlin declares no exceptions. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }
}
