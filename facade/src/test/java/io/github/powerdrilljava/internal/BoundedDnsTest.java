package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lookup that never ends is left. */
@Timeout(60)
class BoundedDnsTest {

  @Test
  void whoeverIsInterruptedStaysSo() {
    CountDownLatch never = new CountDownLatch(1);
    BoundedDns dns =
        new BoundedDns(
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it is given up
              }
              return List.of();
            },
            Duration.ofHours(1));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(BoundedDns.Silence.class)
        .isThrownBy(() -> dns.lookup("store.example"));
    assertThat(Thread.interrupted()).isTrue();
  }
}
