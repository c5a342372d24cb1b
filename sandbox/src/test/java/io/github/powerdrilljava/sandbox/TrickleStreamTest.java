package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrickleStreamTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private final OutputStream network =
      new OutputStream() {
        @Override
        public void write(int next) {
          sent.write(next);
        }

        @Override
        public void flush() {
          sent.write('|');
        }
      };

  @Test
  void sendsEveryByteByItself() throws IOException {
    OutputStream trickle = new TrickleStream(network, Duration.ZERO);

    trickle.write(new byte[] {'a', 'b', 'c'});

    assertThat(sent).hasToString("a|b|c|");
  }

  @Test
  void sendsNothingMoreOnceTheSandboxIsClosing() {
    OutputStream trickle = new TrickleStream(network, Duration.ofDays(1));
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> trickle.write('a'));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(sent).hasToString("");
  }
}
